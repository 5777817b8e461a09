/// What the dashboard draws on canvases.
enum DashboardPlots {
    static let text = #"""
        function surface(canvas) {
          const ratio = Math.min(devicePixelRatio || 1, 2);
          const w = canvas.clientWidth, h = canvas.clientHeight;
          if (canvas.width !== Math.round(w * ratio) || canvas.height !== Math.round(h * ratio)) {
            canvas.width = Math.round(w * ratio); canvas.height = Math.round(h * ratio);
          }
          const g = canvas.getContext('2d');
          g.setTransform(ratio, 0, 0, ratio, 0, 0);
          g.clearRect(0, 0, w, h);
          g.font = '11px system-ui,sans-serif';
          return {g, w, h};
        }
        // Ends of an axis: round numbers around the values, with some room; it does not jump for every sample.
        const axes = {};
        function ends(name, values, least) {
          let lo = Infinity, hi = -Infinity;
          for (const v of values) if (Number.isFinite(v)) { if (v < lo) lo = v; if (v > hi) hi = v; }
          if (!(hi >= lo)) return axes[name] ?? [0, least];
          if (hi - lo < least) { const c = (hi + lo) / 2; lo = c - least / 2; hi = c + least / 2; }
          const room = 0.08 * (hi - lo), step = nice((hi - lo) / 4);
          const now = [Math.floor((lo - room) / step) * step, Math.ceil((hi + room) / step) * step];
          const old = axes[name];
          if (old && old[0] <= lo && old[1] >= hi && old[1] - old[0] < 1.8 * (now[1] - now[0])) return old;
          return axes[name] = now;
        }
        const nice = x => {
          const p = 10 ** Math.floor(Math.log10(x)), m = x / p;
          return p * (m < 1.5 ? 1 : m < 3.5 ? 2 : m < 7.5 ? 5 : 10);
        };
        function ruler(g, w, h, [lo, hi], left, bottom = 0) {
          const step = nice((hi - lo) / 3), y = v => (h - bottom - 3) - (v - lo) / (hi - lo) * (h - bottom - 8);
          g.strokeStyle = colours.grid; g.fillStyle = colours.soft; g.lineWidth = 1; g.textAlign = 'right'; g.textBaseline = 'middle';
          for (let v = Math.ceil(lo / step) * step; v <= hi + 1e-9; v += step) {
            g.beginPath(); g.moveTo(left, y(v)); g.lineTo(w, y(v)); g.stroke();
            g.fillText(+v.toFixed(6), left - 5, Math.min(Math.max(y(v), 6), h - bottom - 6));
          }
          return y;
        }
        // What monitors say across the twin's curve: dashed at systolic, diastolic and mean pressure, while it is not older than 30 s.
        const measured = {abp: ['ART_ABP_SYS', 'ART_ABP_DIA', 'ART_ABP_MEAN'], pap: ['ART_PULM_SYS', 'ART_PULM_DIA', 'ART_PULM_MEAN'], cvp: ['VEN_CENT_MEAN']};
        const heard = id => (measured[id] ?? []).map(c => state.seen['MDC_PRESS_BLD_' + c]).filter(d => d && age(d) <= 30).map(d => d.value);
        function strip(id, list, colour, least, delay = 0) {
          const {g, w, h} = surface($(id));
          const span = 6000 * Math.max(1, Math.min(state.pace, 3)), now = state.step - delay, left = 34;
          const recent = list.filter(p => p[0] > now - span && p[0] <= now);
          const seen = heard(id);
          const y = ruler(g, w, h, ends(id, [...recent.map(p => p[1]), ...seen], least), left);
          g.strokeStyle = colours.art; g.lineWidth = 1; g.globalAlpha = 0.6; g.setLineDash([3, 5]);
          for (const v of seen) { g.beginPath(); g.moveTo(left, y(v)); g.lineTo(w, y(v)); g.stroke(); }
          g.globalAlpha = 1; g.setLineDash([]);
          const x = t => left + (t % span) / span * (w - left - 2);
          g.strokeStyle = colour; g.lineWidth = 1.8; g.lineJoin = 'round'; g.beginPath();
          let last = null;
          for (const [t, v] of recent) {
            // A gap ahead of the sweep, and none is bridged where samples were lost.
            if (t < now - span + 0.04 * span) continue;
            const px = x(t);
            if (last === null || px < last[0] || t - last[1] > 120 * Math.max(1, state.pace)) g.moveTo(px, y(v)); else g.lineTo(px, y(v));
            last = [px, t];
          }
          g.stroke();
          if (last) { g.fillStyle = colour; g.beginPath(); g.arc(last[0], y(recent[recent.length - 1][1]), 3, 0, 7); g.fill(); }
        }
        function loop() {
          const {g, w, h} = surface($('loop'));
          // Samples of both ventricles come together.
          const p = curves.lvp, v = curves.lvv, q = curves.rvp, u2 = curves.rvv, n = p.length, left = 34, bottom = 28;
          if (n < 20) return;
          const cycle = state.beat ? 60000 / state.beat.heartRatePerMinute : 900;
          const from = state.step - 6 * cycle;
          const inside = []; for (let i = 0; i < n; i++) if (p[i][0] > from) inside.push(i);
          const yr = ends('loopP', inside.flatMap(i => [p[i][1], q[i][1]]), 60), xr = ends('loopV', inside.flatMap(i => [v[i][1], u2[i][1]]), 40);
          const y = ruler(g, w, h, yr, left, bottom);
          const x = u => left + (u - xr[0]) / (xr[1] - xr[0]) * (w - left - 8);
          g.textAlign = 'center'; g.textBaseline = 'alphabetic';
          const step = nice((xr[1] - xr[0]) / 4);
          for (let u = Math.ceil(xr[0] / step) * step; u <= xr[1]; u += step) g.fillText(+u.toFixed(3), Math.min(Math.max(x(u), left + 8), w - 12), h - bottom + 13);
          g.fillText('volume, mL', left + (w - left) / 2, h - 2);
          g.textAlign = 'left'; g.fillText('mmHg', left + 3, 11);
          for (const [volume, pressure, bright, dull] of [[u2, q, colours.cvp, '#2f5673'], [v, p, colours.text, '#5a6878']])
            for (const [a, b, colour, width] of [[from, state.step - cycle, dull, 1], [state.step - cycle, state.step + 1, bright, 2.2]]) {
              g.strokeStyle = colour; g.lineWidth = width; g.beginPath(); let on = false;
              for (const i of inside) if (p[i][0] > a && p[i][0] <= b) {
                on ? g.lineTo(x(volume[i][1]), y(pressure[i][1])) : g.moveTo(x(volume[i][1]), y(pressure[i][1])); on = true;
              }
              g.stroke();
            }
        }
        // Lines over seconds with bands behind them, shared by the forecast and the what-ifs.
        function chart(canvas, name, {past = [], dots = [], ahead = [], limits = [], from, to, least}) {
          const {g, w, h} = surface(canvas), left = 36, bottom = 16;
          const values = [...past.map(p => p[1]), ...dots.map(p => p[1])];
          for (const a of ahead) values.push(...a.low, ...a.high);
          for (const l of limits) values.push(l);
          const y = ruler(g, w, h, ends(name, values, least), left, bottom);
          const x = t => left + (t - from) / (to - from) * (w - left - 6);
          g.textAlign = 'center'; g.textBaseline = 'alphabetic';
          const step = nice((to - from) / Math.max(2, Math.min(8, (w - left) / 75)));
          for (let t = Math.ceil(from / step) * step; t <= to + 1e-9; t += step)
            g.fillText(t === 0 ? 'now' : (t > 0 ? '+' : '') + Math.round(t) + ' s', Math.min(Math.max(x(t), left + 10), w - 18), h - 3);
          g.strokeStyle = '#33445a'; g.beginPath(); g.moveTo(x(0), 4); g.lineTo(x(0), h - bottom); g.stroke();
          g.strokeStyle = colours.bad; g.setLineDash([6, 4]);
          for (const l of limits) { g.beginPath(); g.moveTo(left, y(l)); g.lineTo(w, y(l)); g.stroke(); }
          g.setLineDash([]);
          const line = (list, colour, width) => {
            g.strokeStyle = colour; g.lineWidth = width; g.beginPath();
            list.forEach((p, i) => i ? g.lineTo(x(p[0]), y(p[1])) : g.moveTo(x(p[0]), y(p[1]))); g.stroke();
          };
          for (const a of ahead) {
            g.fillStyle = a.colour + '38'; g.beginPath();
            a.seconds.forEach((t, i) => i ? g.lineTo(x(t), y(a.high[i])) : g.moveTo(x(t), y(a.high[i])));
            for (let i = a.seconds.length - 1; i >= 0; i--) g.lineTo(x(a.seconds[i]), y(a.low[i]));
            g.fill();
            if (a.dashed) g.setLineDash([5, 4]);
            line(a.seconds.map((t, i) => [t, a.median[i]]), a.colour, 2);
            g.setLineDash([]);
          }
          g.fillStyle = colours.art;
          for (const [t, v] of dots) { g.beginPath(); g.arc(x(t), y(v), 2, 0, 7); g.fill(); }
          line(past, colours.twin, 2);
        }
        const least = code => code === 'cardiac_output' ? 1.5 : code.includes('VEN_CENT') || code.includes('PULM') ? 6 : 20;
        function cone() {
          const code = $('shown').value, vital = vitals.find(v => v[0] === code), f = state.forecast;
          const now = state.step, back = 120;
          const shift = f ? (f.step - now) / 1000 : 0;
          const curve = f && f.curves.find(c => c.code === code);
          const inside = t => t >= -back;
          const limits = f ? f.crossings.filter(c => c.code === code).map(c => c.below ?? c.above) : [];
          chart($('cone'), 'cone' + code, {
            past: state.trend.map(b => [(b.milliseconds - now) / 1000, b[vital[3]]]).filter(p => inside(p[0])),
            dots: (state.dots[code] ?? []).map(p => [(p[0] - now) / 1000, p[1]]).filter(p => inside(p[0])),
            ahead: curve ? [{...curve, seconds: f.seconds.map(s => s + shift), colour: colours.pap}] : [],
            limits, from: -back, to: f ? Math.max(60, f.seconds[f.seconds.length - 1]) : 60, least: least(code)});
        }
        let lastSlow = 0;
        function draw(time) {
          if (state.frames) {
            strip('abp', curves.abp, colours.abp, 60);
            strip('pap', curves.pap, colours.pap, 15);
            strip('cvp', curves.cvp, colours.cvp, 8);
            for (const [code, id, size] of [['MDC_ECG_ELEC_POTL_II', 'ecg', 2], ['MDC_PRESS_BLD_ART_ABP', 'art', 60]])
              if (waves[code]) { $(id + 'Box').hidden = false; strip(id, waves[code], colours[id], size, 1000); }
            loop();
            drawHeart();
            if (runEcg.length) { $('runEcgBox').hidden = false; strip('runEcg', runEcg, colours.ecg, 1, 1000); }
            if (time - lastSlow > 250) { lastSlow = time; cone(); showClock(); showTiles(); }
            document.body.dataset.drawn = 'yes';
          }
          requestAnimationFrame(draw);
        }

        """#
}
