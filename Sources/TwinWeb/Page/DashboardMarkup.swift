/// The elements of the dashboard.
enum DashboardMarkup {
    static let text = #"""
        <header>
          <h1>hearttwin <span>live</span></h1>
          <div id="who"><b id="patient">–</b><span id="clock">–</span></div>
          <div id="link" role="status"><i></i><span>connecting</span></div>
          <p id="research">Research use only. Not a medical device.</p>
        </header>
        <form id="door" hidden>
          <label>Token <input id="token" type="password" autocomplete="off" spellcheck="false"></label>
          <button>Open</button><span>This twin asks who you are.</span>
        </form>
        <section id="alarms" role="alert" aria-live="assertive"><p class="calm">no forecast yet</p></section>
        <main>
          <section class="panel strips" aria-label="Curves">
            <figure><figcaption>ABP <small>aortic root, twin · mmHg · dashed: monitor</small></figcaption><canvas id="abp"></canvas></figure>
            <figure><figcaption>PAP <small>pulmonary root, twin · mmHg · dashed: monitor</small></figcaption><canvas id="pap"></canvas></figure>
            <figure><figcaption>CVP <small>right atrium, twin · mmHg · dashed: monitor</small></figcaption><canvas id="cvp"></canvas></figure>
            <figure id="runEcgBox" hidden><figcaption>ECG II <small>computed in the shape's run, drawn from each beat of the twin · mV</small></figcaption><canvas id="runEcg"></canvas></figure>
            <figure id="ecgBox" hidden><figcaption>ECG II <small>monitor · mV</small></figcaption><canvas id="ecg"></canvas></figure>
            <figure id="artBox" hidden><figcaption>ABP <small>monitor · mmHg</small></figcaption><canvas id="art"></canvas></figure>
          </section>
          <section class="tiles" id="tiles" aria-label="Vital signs"></section>
          <section class="panel heart" id="heartBox" hidden><h2>Heart</h2>
            <canvas id="heart" tabindex="0" aria-label="Heart in three dimensions; arrow keys turn it"></canvas>
            <p id="heartSays"></p></section>
          <section class="panel loop"><h2>Pressure and volume</h2><canvas id="loop"></canvas>
            <p class="legend"><i class="left"></i>left ventricle <i class="right"></i>right ventricle</p></section>
          <section class="panel ahead">
            <h2><select id="shown" aria-label="Vital sign"></select> past and forecast</h2>
            <canvas id="cone"></canvas>
            <p class="legend"><i class="twin"></i>twin <i class="seen"></i>monitor <i class="median"></i>forecast, median <i class="band"></i>90 %</p>
            <p id="says">no forecast yet</p>
          </section>
          <section class="panel whatif">
            <h2>What if</h2>
            <form id="ask"><select id="what" aria-label="Intervention"></select><span id="args"></span>
              <label>over <select id="over"><option>30 s</option><option>0 s</option><option>2 min</option></select></label>
              <label>look ahead <select id="horizon"><option>60 s</option><option>3 min</option><option>5 min</option></select></label>
              <button id="run">Look</button></form>
            <p id="answer">Choose something; the twin runs on and nothing is done to it.</p>
            <div id="pairs"></div>
            <table id="deltas"></table>
          </section>
          <section class="panel"><h2>Estimated parameters</h2><div id="posteriors"><p class="none">no estimates: run with --estimate</p></div></section>
          <section class="panel"><h2>How good forecasts were</h2><table id="scores"><tr><td class="none">none could be judged yet</td></tr></table></section>
          <section class="panel"><h2>Input and clock</h2><table id="health"></table></section>
        </main>
        """#
}
