/// What the dashboard writes: tiles, tables, questions.
enum DashboardPanels {
    static let text = #"""
        const make = (tag, text, kind) => {
          const e = document.createElement(tag);
          if (text !== undefined) e.textContent = text;
          if (kind) e.className = kind;
          return e;
        };
        const digits = (v, n) => Number.isFinite(v) ? v.toFixed(n).replace(/^-(0(\.0*)?)$/, '$1') : '–';
        function showAbout(d) {
          $('patient').textContent = d.patient;
          const shown = $('shown');
          if (!shown.options.length) for (const v of vitals) shown.add(new Option(v[1] + ', ' + v[2], v[0]));
          const what = $('what');
          if (!what.options.length) {
            for (const i of d.interventions) what.add(new Option(i.summary, i.identifier));
            const first = d.interventions.findIndex(i => i.identifier === 'haemorrhage');
            if (first >= 0) what.selectedIndex = first;
            showArguments();
          }
        }
        function showClock() {
          const s = Math.floor(state.step / 1000);
          $('clock').textContent = 'twin at ' + [s / 3600, s / 60 % 60, s % 60].map(x => String(Math.floor(x)).padStart(2, '0')).join(':')
            + (state.about && !state.about.takesEvents ? ' · recording' + (state.pace > 0 ? ' × ' + state.pace : '') : '');
        }
        const live = () => !state.about || state.about.takesEvents;
        const age = d => Math.max(0, (state.step - d.step) / 1000 + (live() ? (d.receivedMs - d.timeMs) / 1000 : 0));
        const tileSet = [
          ['HR', '/min', colours.ecg, b => digits(b.heartRatePerMinute, 0), ['MDC_ECG_HEART_RATE'], 0],
          ['ABP', 'mmHg', colours.abp, b => digits(b.arterialSystolicMmHg, 0) + '/' + digits(b.arterialDiastolicMmHg, 0) + '|' + digits(b.arterialMeanMmHg, 0),
            ['MDC_PRESS_BLD_ART_ABP_SYS', 'MDC_PRESS_BLD_ART_ABP_DIA', 'MDC_PRESS_BLD_ART_ABP_MEAN'], 0],
          ['PAP', 'mmHg', colours.pap, b => digits(b.pulmonarySystolicMmHg, 0) + '/' + digits(b.pulmonaryDiastolicMmHg, 0) + '|' + digits(b.pulmonaryMeanMmHg, 0),
            ['MDC_PRESS_BLD_ART_PULM_SYS', 'MDC_PRESS_BLD_ART_PULM_DIA', 'MDC_PRESS_BLD_ART_PULM_MEAN'], 0],
          ['CVP', 'mmHg', colours.cvp, b => digits(b.centralVenousMeanMmHg, 1), ['MDC_PRESS_BLD_VEN_CENT_MEAN'], 1],
          ['CO', 'L/min', colours.twin, b => digits(b.cardiacOutputLitrePerMinute, 1), [], 1],
          ['SV', 'mL', colours.twin, b => digits(b.strokeVolumeML, 0) + '|EF ' + digits(100 * (1 - b.endSystolicVolumeML / b.endDiastolicVolumeML), 0) + ' %', [], 0],
          ['SpO2', '%', colours.twin, null, ['MDC_PULS_OXIM_SAT_O2'], 0]];
        let lastTiles = 0;
        function showTiles() {
          const now = performance.now();
          if (now - lastTiles < 200) return;
          lastTiles = now;
          const box = $('tiles');
          box.replaceChildren(...tileSet.flatMap(([name, unit, colour, value, codes, n]) => {
            const seen = codes.map(c => state.seen[c]).filter(Boolean);
            if (!value && !seen.length) return [];
            const tile = make('div', undefined, 'tile');
            tile.style.setProperty('--c', colour);
            const head = make('h3', name + ' ');
            head.append(make('small', unit + (value ? ' · twin' : ' · monitor')));
            const big = make('div', undefined, 'big');
            const [main, more] = (value ? state.beat ? value(state.beat) : '–' : digits(seen[0].value, n)).split('|');
            big.append(main);
            if (more) big.append(' ', make('small', more.startsWith('EF') ? more : '(' + more + ')'));
            const line = make('div', undefined, 'seen');
            if (seen.length) {
              const oldest = Math.max(...seen.map(age));
              const text = codes.length === 3 ? codes.slice(0, 2).map(c => state.seen[c] ? digits(state.seen[c].value, n) : '–').join('/')
                + ' (' + (state.seen[codes[2]] ? digits(state.seen[codes[2]].value, n) : '–') + ')' : digits(seen[0].value, n);
              const worst = seen.some(d => d.quality !== 'good') ? 'uncertain' : 'good';
              line.append('monitor ', make('b', text, oldest > 30 ? 'gone' : ''), make('br'),
                make('span', (oldest < 1 ? 'now' : Math.round(oldest) + ' s ago') + ' · ' + worst, oldest > 10 || worst !== 'good' ? 'old' : ''));
            } else if (codes.length) line.textContent = 'no monitor';
            tile.append(head, big, line);
            return [tile];
          }));
        }
        let lastAlarms = '';
        function showAlarms() {
          const on = state.alarms.filter(a => a.isOn);
          // No alarm means something only as long as somebody looks ahead.
          const old = state.forecast ? (state.step - state.forecast.step) / 1000 / Math.max(1, state.pace) : Infinity;
          const stale = old > 60 && !on.length;
          const key = JSON.stringify([state.alarms, stale, !state.forecast]);
          if (key === lastAlarms) return;
          lastAlarms = key;
          document.body.dataset.alarm = on.length ? 'on' : 'off';
          if (stale) {
            $('alarms').replaceChildren(make('p', '? no forecast ' + (state.forecast ? 'for a minute' : 'yet') + ': nothing is known of alarms', 'stale'));
            return;
          }
          $('alarms').replaceChildren(...(on.length ? on.map(a => {
            const p = make('p', '▲ ALARM  ' + a.statement, 'on');
            p.append(make('small', 'rule: ' + a.rule + ' · foreseen in ' + Math.round(100 * a.probability) + ' % of hearts'));
            return p;
          }) : [make('p', 'no alarm · ' + state.alarms.map(a => a.rule).join(' · '), 'calm')]));
        }
        function rows(table, head, list) {
          const body = list.map(cells => { const r = make('tr'); cells.forEach((c, i) => r.append(make('td', c, i ? 'n' : ''))); return r; });
          if (head) { const r = make('tr'); head.forEach((c, i) => r.append(make('th', c, i ? 'n' : ''))); body.unshift(r); }
          table.replaceChildren(...body);
        }
        const short = code => (vitals.find(v => v[0] === code) ?? [0, code])[1];
        function showScores(d) {
          const wanted = ['MDC_PRESS_BLD_ART_ABP_MEAN', 'MDC_ECG_HEART_RATE', 'MDC_PRESS_BLD_VEN_CENT_MEAN', 'cardiac_output'];
          const list = [];
          for (const code of wanted) for (const reference of ['measured', 'twin']) {
            const found = d.scores.filter(s => s.code === code && s.reference === reference);
            if (!found.length) continue;
            const error = lead => { const s = found.find(s => s.seconds === lead); return s ? digits(s.error, 1) : '–'; };
            const n = found.reduce((sum, s) => sum + s.count, 0);
            const inside = found.reduce((sum, s) => sum + s.count * s.coverage, 0) / n;
            list.push([short(code) + ', ' + (reference === 'twin' ? 'twin' : 'monitor'), n, error(10), error(30), error(60),
              state.forecast && state.forecast.hearts > 1 ? Math.round(100 * inside) + ' %' : '–']);
          }
          rows($('scores'), ['mean error against', 'n', '10 s', '30 s', '60 s', 'in 90 %'], list);
        }
        function showHealth(d) {
          const us = v => v === null ? '–' : v > 1e6 ? '> 100 ms' : '≤ ' + (v < 1000 ? v + ' µs' : v / 1000 + ' ms');
          rows($('health'), null, [
            ['behind the clock', d.behindMs < 5000 || live() ? d.behindMs + ' ms' : '–'], ['left out', d.skippedMs + ' ms'],
            ['steps late, 50 % · 99 %', us(d.lateP50) + ' · ' + us(d.lateP99)],
            ['events', d.received], ['applied · replaced', d.applied + ' · ' + d.coalesced],
            ['rejected · late · twice', d.rejected + ' · ' + d.stale + ' · ' + d.duplicate],
            ...(d.missed ? [['no longer at the broker', d.missed]] : []),
            ['event to effect, 99 %', us(d.latencyP99)], ['watchers · messages lost', d.watchers + ' · ' + d.dropped]]);
        }
        function showEstimates() {
          const box = $('posteriors');
          box.replaceChildren(...Object.entries(state.estimates).map(([name, list]) => {
            const last = list[list.length - 1], row = make('div', undefined, 'post'), text = make('div');
            text.append(make('span', name.replace(/^(circulation|wall)\./, '').replace(/([A-Z])/g, ' $1').toLowerCase()), make('br'),
              make('b', +last.mean.toPrecision(3)), ' ', make('span', (state.about.parameters[name] ?? '') + ' · 90 %: ' + +last.low.toPrecision(3) + ' to ' + +last.high.toPrecision(3)));
            row.append(text, make('canvas'));
            return row;
          }));
          const found = state.findings ?? {drifting: [], artefacts: {}}, left = Object.values(found.artefacts).reduce((a, b) => a + b, 0);
          if (found.drifting.length) box.append(make('p', 'sensor drifts: ' + found.drifting.map(c => c.replace('MDC_PRESS_BLD_', '')).join(', '), 'old'));
          if (left) box.append(make('p', left + ' values left out as artefacts', 'none'));
          [...box.querySelectorAll('canvas')].forEach((canvas, k) => {
            const list = Object.values(state.estimates)[k], {g, w, h} = surface(canvas);
            const lo = Math.min(...list.map(e => e.low)), hi = Math.max(...list.map(e => e.high), lo + 1e-12);
            const x = i => 2 + i / Math.max(list.length - 1, 1) * (w - 4), y = v => h - 2 - (v - lo) / (hi - lo) * (h - 4);
            g.fillStyle = '#62b8f240'; g.beginPath();
            list.forEach((e, i) => i ? g.lineTo(x(i), y(e.high)) : g.moveTo(x(i), y(e.high)));
            for (let i = list.length - 1; i >= 0; i--) g.lineTo(x(i), y(list[i].low));
            g.fill(); g.strokeStyle = colours.cvp; g.lineWidth = 1.6; g.beginPath();
            list.forEach((e, i) => i ? g.lineTo(x(i), y(e.mean)) : g.moveTo(x(i), y(e.mean))); g.stroke();
          });
        }
        function showArguments() {
          const chosen = state.about.interventions.find(i => i.identifier === $('what').value);
          $('args').replaceChildren(...chosen.arguments.map(a => {
            const label = make('label', a.name + ' '), input = make('input');
            input.name = a.name; input.value = a.standard ?? '';
            label.title = a.summary + (a.low !== undefined ? ', ' + a.low + ' to ' + a.high + ' ' + a.unit : '');
            label.append(input);
            return label;
          }));
        }
        $('what').addEventListener('change', showArguments);
        $('ask').addEventListener('submit', async event => {
          event.preventDefault();
          const inputs = [...$('args').querySelectorAll('input')].filter(i => i.value.trim());
          const call = $('what').value + (inputs.length ? '(' + inputs.map(i => i.name + '=' + i.value.trim()).join(', ') + ')' : '');
          $('run').disabled = true;
          try {
            const answer = await fetch('whatif', {method: 'POST', headers: {...headers(), 'Content-Type': 'application/json'},
              body: JSON.stringify({interventions: [call], over: $('over').value, horizon: $('horizon').value})});
            const found = await answer.json();
            $('answer').className = answer.ok ? '' : 'bad';
            if (!answer.ok) { $('answer').textContent = found.error; return; }
            showAnswer(call, found);
          } catch (error) { $('answer').className = 'bad'; $('answer').textContent = 'no answer: ' + error.message; }
          finally { $('run').disabled = false; }
        });
        function showAnswer(call, found) {
          $('answer').textContent = call + ': ' + [...found.with.statements, ...found.without.statements].join('; ') + ' (answered in ' + Math.round(found.milliseconds) + ' ms)';
          const shown = ['MDC_PRESS_BLD_ART_ABP_MEAN', 'MDC_ECG_HEART_RATE', 'cardiac_output', 'MDC_PRESS_BLD_VEN_CENT_MEAN'];
          $('pairs').replaceChildren(...shown.map(code => {
            const figure = make('figure'), v = vitals.find(v => v[0] === code), caption = make('figcaption', v[1] + ' ');
            caption.append(make('small', v[2] + ' · dashed: nothing done, solid: with it'));
            figure.append(caption, make('canvas'));
            return figure;
          }));
          [...$('pairs').querySelectorAll('canvas')].forEach((canvas, k) => {
            const code = shown[k];
            delete axes['pair' + code];
            chart(canvas, 'pair' + code, {from: 0, to: found.with.seconds[found.with.seconds.length - 1], least: least(code),
              limits: found.with.crossings.filter(c => c.code === code).map(c => c.below ?? c.above),
              ahead: [['without', colours.soft, true], ['with', colours.with, false]].map(([key, colour, dashed]) =>
                ({...found[key].curves.find(c => c.code === code), seconds: found[key].seconds, colour, dashed}))});
          });
          rows($('deltas'), ['at the end', 'nothing done', 'with it', 'difference'], vitals.map(v => {
            const [a, b] = ['without', 'with'].map(key => found[key].curves.find(c => c.code === v[0]).median.at(-1));
            return [v[1] + ', ' + v[2], digits(a, v[4]), digits(b, v[4]), (b - a > 0 ? '+' : '') + digits(b - a, v[4] || 1)];
          }));
          document.body.dataset.answered = call;
        }
        $('shown').addEventListener('change', () => cone());
        requestAnimationFrame(draw);
        follow();

        """#
}
