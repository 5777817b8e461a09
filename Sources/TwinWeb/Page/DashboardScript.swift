/// The script of the dashboard: what it knows, what it draws, what it shows.
enum DashboardScript {
    static let text =
        "'use strict';(()=>{\n" + stream + DashboardPlots.text + DashboardHeart.text
        + DashboardPanels.text + "})();"

    /// Messages of the stream and what is kept of them. The stream is read with `fetch`, not `EventSource`, which
    /// cannot send a token.
    private static let stream = #"""
        const $ = id => document.getElementById(id);
        const colours = {abp:'#f0825f', pap:'#f2c14e', cvp:'#62b8f2', ecg:'#35c9a2', art:'#ffffff',
          twin:'#c9d2dc', with:'#35c9a2', soft:'#93a1b1', grid:'#1e2936', text:'#e8edf3', bad:'#ff6b6b'};
        // Vital signs: code, short name, unit, key in a beat of the twin, digits, colour.
        const vitals = [
          ['MDC_PRESS_BLD_ART_ABP_MEAN','MAP','mmHg','arterialMeanMmHg',0,colours.abp],
          ['MDC_ECG_HEART_RATE','HR','/min','heartRatePerMinute',0,colours.ecg],
          ['MDC_PRESS_BLD_ART_ABP_SYS','ABP sys','mmHg','arterialSystolicMmHg',0,colours.abp],
          ['MDC_PRESS_BLD_ART_ABP_DIA','ABP dia','mmHg','arterialDiastolicMmHg',0,colours.abp],
          ['MDC_PRESS_BLD_ART_PULM_MEAN','PAP mean','mmHg','pulmonaryMeanMmHg',0,colours.pap],
          ['MDC_PRESS_BLD_VEN_CENT_MEAN','CVP','mmHg','centralVenousMeanMmHg',1,colours.cvp],
          ['cardiac_output','CO','L/min','cardiacOutputLitrePerMinute',1,colours.twin]];
        const keep = 900;
        const state = {about:null, step:0, beat:null, seen:{}, health:null, forecast:null, alarms:[],
          estimates:{}, trend:[], dots:{}, frames:0, pace:1};
        const curves = {abp:[], pap:[], cvp:[], lvp:[], lvv:[], rvp:[], rvv:[]};
        const waves = {};
        const push = (list, item, most) => { list.push(item); if (list.length > most) list.splice(0, list.length - most); };
        const handlers = {
          about(d) {
            const isFirst = !state.about;
            state.about = d; state.pace = d.pace || 1; showAbout(d); if (isFirst && d.hasShape) loadShape();
          },
          frame(d) {
            const n = d.abp.length;
            for (const key in curves) {
              const list = curves[key];
              for (let i = 0; i < n; i++) list.push([d.step + i * d.period, d[key][i] / 10]);
              const from = d.step - 12000 * Math.max(1, state.pace);
              let cut = 0;
              while (cut < list.length && list[cut][0] < from) cut++;
              if (cut > 400) list.splice(0, cut);
            }
            state.step = d.step + (n - 1) * d.period;
            state.frames++;
            document.body.dataset.frames = state.frames;
          },
          beat(d) { state.beat = d; beatBegins(d.milliseconds); push(state.trend, d, keep); showTiles(); },
          vital(d) {
            state.seen[d.code] = d;
            push(state.dots[d.code] ??= [], [d.step, d.value], keep);
            showTiles();
          },
          wave(d) {
            const list = waves[d.code] ??= [];
            const first = d.step - d.values.length * d.periodMs;
            d.values.forEach((v, i) => push(list, [first + i * d.periodMs, v], 8000));
          },
          estimate(d) {
            if (d.drifting) state.findings = d;
            for (const name in d) if (d[name] && d[name].mean !== undefined)
              push(state.estimates[name] ??= [], d[name], 300);
            showEstimates();
          },
          forecast(d) { state.forecast = d; $('says').textContent = d.statements.join('; ') + intervalNote(d); },
          alarms(d) { state.alarms = d; showAlarms(); },
          scores(d) { showScores(d); },
          end() { state.over = true; },
          health(d) { state.health = d; showHealth(d); showAlarms(); }
        };
        const intervalNote = d => d.hearts > 1 ? '' : ' (one heart: no interval; calibrated patients have one)';
        const headers = () => {
          const token = sessionStorage.getItem('token');
          return token ? {Authorization: 'Bearer ' + token} : {};
        };
        const link = (kind, text) => { $('link').className = kind; $('link').lastChild.textContent = text; };
        async function follow() {
          for (;;) {
            try {
              const answer = await fetch('stream', {headers: headers(), cache: 'no-store'});
              if (answer.status === 401 || answer.status === 403) {
                $('door').hidden = false; link('down', 'a token is needed'); return;
              }
              if (!answer.ok) throw new Error(answer.status);
              $('door').hidden = true; link('up', 'live');
              const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
              let rest = '';
              for (;;) {
                const {value, done} = await reader.read();
                if (done) break;
                rest += value;
                const parts = rest.split('\n\n');
                rest = parts.pop();
                for (const part of parts) {
                  const at = part.indexOf('\ndata: ');
                  const handler = handlers[part.slice(7, at)];
                  if (handler && part.startsWith('event: ')) handler(JSON.parse(part.slice(at + 7)));
                }
              }
            } catch (error) { if (error instanceof SyntaxError || error instanceof TypeError && error.stack.includes('handlers')) console.error(error); }
            link('down', state.over ? 'the run has ended' : 'no connection; trying again');
            await new Promise(go => setTimeout(go, 1500));
          }
        }
        $('door').addEventListener('submit', event => {
          event.preventDefault();
          sessionStorage.setItem('token', $('token').value.trim());
          $('token').value = '';
          follow();
        });

        """#
}
