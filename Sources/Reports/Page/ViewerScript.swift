/// The surface viewer of the report: WebGL2, no outside script.
///
/// Draws every `<figure class="viewer" data-scene="id">` from the JSON in `<script id="id">`: drag
/// rotates, wheel zooms, a slider moves through the frames where there are several, another cuts what is in
/// front of a plane away; fields are chosen, fibres drawn and pictures saved where a figure offers it. Figures
/// with the same `data-group` follow one another. When it has drawn, it sets `data-drawn` to the number of triangles, for tests and for nobody else.
package enum ViewerScript {
    package static let text = #"""
        'use strict';
        const decode = (text, type) => {
          const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
          return new type(bytes.buffer);
        };
        const vertexSource = `#version 300 es
        in vec3 position; in vec3 normal; in float value;
        uniform mat3 turn; uniform vec2 scale; uniform vec3 centre; uniform float lift;
        out float field; out vec3 facing; out vec3 place;
        void main() {
          place = position - centre;
          vec3 p = turn * place;
          facing = turn * normal; field = value;
          gl_Position = vec4(p.x * scale.x, p.y * scale.y, -(p.z + lift) * 0.004, 1.0);
        }`;
        const fragmentSource = `#version 300 es
        precision highp float;
        in float field; in vec3 facing; in vec3 place; out vec4 color;
        uniform float isoStep; uniform bool diverging; uniform bool inked; uniform vec4 cut;
        vec3 change(float t) {
          const vec3 low = vec3(0.03, 0.27, 0.58), middle = vec3(0.95), high = vec3(0.80, 0.29, 0.05);
          return t < 0.5 ? mix(low, middle, 2.0*t) : mix(middle, high, 2.0*t - 1.0);
        }
        vec3 viridis(float t) {
          const vec3 c0 = vec3(0.2777, 0.0054, 0.3341), c1 = vec3(0.1051, 1.4046, 1.3846),
            c2 = vec3(-0.3309, 0.2148, 0.0951), c3 = vec3(-4.6342, -5.7991, -19.3324),
            c4 = vec3(6.2283, 14.1799, 56.6906), c5 = vec3(4.7764, -13.7451, -65.3530),
            c6 = vec3(-5.4355, 4.6459, 26.3124);
          return c0+t*(c1+t*(c2+t*(c3+t*(c4+t*(c5+t*c6)))));
        }
        void main() {
          if (dot(place, cut.xyz) > cut.w) discard;
          if (inked) { color = vec4(0.06, 0.08, 0.11, 1.0); return; }
          // 255 is no value; the scale ends at 254.
          float t = clamp(field * 255.0 / 254.0, 0.0, 1.0);
          vec3 base = field > 0.998 ? vec3(0.6) : diverging ? change(t) : viridis(t);
          if (isoStep > 0.0) {
            float band = t / isoStep;
            float line = abs(fract(band - 0.5) - 0.5) / max(fwidth(band), 1e-4);
            base = mix(base * 0.35, base, smoothstep(0.4, 1.4, line));
          }
          vec3 n = normalize(facing);
          float light = 0.45 + 0.55 * abs(dot(n, normalize(vec3(0.3, 0.5, 1.0))));
          color = vec4(base * light, 1.0);
        }`;
        function program(gl) {
          const build = (kind, text) => {
            const s = gl.createShader(kind);
            gl.shaderSource(s, text); gl.compileShader(s);
            if (!gl.getShaderParameter(s, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(s));
            return s;
          };
          const p = gl.createProgram();
          gl.attachShader(p, build(gl.VERTEX_SHADER, vertexSource));
          gl.attachShader(p, build(gl.FRAGMENT_SHADER, fragmentSource));
          gl.linkProgram(p);
          if (!gl.getProgramParameter(p, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(p));
          return p;
        }
        function normals(points, triangles) {
          const out = new Float32Array(points.length);
          for (let i = 0; i < triangles.length; i += 3) {
            const [a, b, c] = [3 * triangles[i], 3 * triangles[i + 1], 3 * triangles[i + 2]];
            const u = [0, 1, 2].map(k => points[b + k] - points[a + k]);
            const v = [0, 1, 2].map(k => points[c + k] - points[a + k]);
            const n = [u[1]*v[2]-u[2]*v[1], u[2]*v[0]-u[0]*v[2], u[0]*v[1]-u[1]*v[0]];
            for (const j of [a, b, c]) for (let k = 0; k < 3; k++) out[j + k] += n[k];
          }
          for (let i = 0; i < out.length; i += 3) {
            const l = Math.hypot(out[i], out[i + 1], out[i + 2]) || 1;
            out[i] /= l; out[i + 1] /= l; out[i + 2] /= l;
          }
          return out;
        }
        const multiply = (a, b) => [0,1,2].flatMap(r => [0,1,2].map(c =>
          a[3*r]*b[c] + a[3*r+1]*b[3+c] + a[3*r+2]*b[6+c]));
        const about = (axis, angle) => {
          const [c, s] = [Math.cos(angle), Math.sin(angle)];
          return axis === 'x' ? [1,0,0, 0,c,-s, 0,s,c] : [c,0,s, 0,1,0, -s,0,c];
        };
        const groups = {};
        function mount(figure) {
          const scene = JSON.parse(document.getElementById(figure.dataset.scene).textContent);
          const canvas = figure.querySelector('canvas');
          const gl = canvas.getContext('webgl2', {antialias: true, preserveDrawingBuffer: true});
          if (!gl) { figure.dataset.failed = 'WebGL2'; figure.querySelector('.hint').textContent =
            'This browser offers no WebGL 2; the map cannot be drawn.'; return; }
          const quantised = decode(scene.points, Int16Array);
          const triangles = decode(scene.triangles, Uint32Array);
          // Colours: those of the scene, and of its further fields.
          const scales = figure.querySelectorAll('.scale span'), caption = figure.querySelector('figcaption b');
          const fieldsOf = [{title: caption.textContent.replace(/\.$/, ''), low: scales[0].textContent,
            high: scales[1].textContent, values: scene.values, isoStep: scene.isoStep},
            ...scene.layers.map(layer => ({...layer, isoStep: 0}))].map(one => ({...one, values: decode(one.values, Uint8Array)}));
          let shown = fieldsOf[0];
          const n = scene.vertexCount;
          const use = program(gl); gl.useProgram(use);
          const at = name => gl.getAttribLocation(use, name), to = name => gl.getUniformLocation(use, name);
          const buffer = (name, size, type, normalised) => {
            const b = gl.createBuffer(); gl.bindBuffer(gl.ARRAY_BUFFER, b);
            gl.enableVertexAttribArray(at(name));
            gl.vertexAttribPointer(at(name), size, type, normalised, 0, 0);
            return b;
          };
          const surface = gl.createVertexArray();
          gl.bindVertexArray(surface);
          const positions = buffer('position', 3, gl.FLOAT, false);
          const directions = buffer('normal', 3, gl.FLOAT, false);
          const fields = buffer('value', 1, gl.UNSIGNED_BYTE, true);
          const indices = gl.createBuffer();
          gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, indices);
          gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, triangles, gl.STATIC_DRAW);
          // Fibres are lines through triangles, and move with them.
          const lines = gl.createVertexArray();
          gl.bindVertexArray(lines);
          const ends = buffer('position', 3, gl.FLOAT, false);
          const crossed = decode(scene.fibres.triangles, Uint32Array), along = decode(scene.fibres.along, Float32Array);
          const fibreEnds = points => {
            const out = new Float32Array(6 * crossed.length);
            for (let i = 0; i < crossed.length; i++) {
              const [a, b, c] = [0, 1, 2].map(k => 3 * triangles[3 * crossed[i] + k]);
              for (let k = 0; k < 3; k++) {
                const middle = (points[a + k] + points[b + k] + points[c + k]) / 3;
                const reach = along[2 * i] * (points[b + k] - points[a + k]) + along[2 * i + 1] * (points[c + k] - points[a + k]);
                out[6 * i + k] = middle - reach; out[6 * i + 3 + k] = middle + reach;
              }
            }
            return out;
          };
          gl.enable(gl.DEPTH_TEST);
          let turn = scene.view.slice(), zoom = 1, frame = 0, cut = null, inked = false;
          const load = index => {
            frame = index;
            const points = new Float32Array(3 * n);
            for (let i = 0; i < 3 * n; i++) points[i] = quantised[3 * n * index + i] * scene.quantum;
            gl.bindBuffer(gl.ARRAY_BUFFER, positions); gl.bufferData(gl.ARRAY_BUFFER, points, gl.DYNAMIC_DRAW);
            gl.bindBuffer(gl.ARRAY_BUFFER, directions);
            gl.bufferData(gl.ARRAY_BUFFER, normals(points, triangles), gl.DYNAMIC_DRAW);
            colour();
            gl.bindBuffer(gl.ARRAY_BUFFER, ends); gl.bufferData(gl.ARRAY_BUFFER, fibreEnds(points), gl.DYNAMIC_DRAW);
          };
          const colour = () => {
            const values = shown.values;
            gl.bindBuffer(gl.ARRAY_BUFFER, fields);
            gl.bufferData(gl.ARRAY_BUFFER, values.length === n ? values : values.subarray(n * frame, n * frame + n), gl.DYNAMIC_DRAW);
          };
          const draw = () => {
            const ratio = window.devicePixelRatio || 1;
            const [w, h] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
            if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
            gl.viewport(0, 0, w, h); gl.clearColor(0, 0, 0, 0);
            gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
            const s = zoom / Math.max(...group.map(one => one.scene.radius)), side = Math.min(w, h);
            gl.uniform2f(to('scale'), s * side / w, s * side / h);
            gl.uniform3fv(to('centre'), scene.centre);
            gl.uniformMatrix3fv(to('turn'), true, turn);
            gl.uniform1f(to('isoStep'), shown.isoStep);
            gl.uniform1i(to('diverging'), scene.diverging ? 1 : 0);
            gl.uniform4fv(to('cut'), cut ?? [0, 0, 0, 1]);
            gl.uniform1i(to('inked'), 0); gl.uniform1f(to('lift'), 0);
            gl.bindVertexArray(surface);
            gl.drawElements(gl.TRIANGLES, triangles.length, gl.UNSIGNED_INT, 0);
            if (inked) {
              gl.uniform1i(to('inked'), 1); gl.uniform1f(to('lift'), 1);
              gl.bindVertexArray(lines);
              gl.drawArrays(gl.LINES, 0, 2 * crossed.length);
            }
            figure.dataset.drawn = triangles.length / 3;
          };
          // What is done to one figure of a group is done to all.
          const self = {look(t, z) { turn = t.slice(); zoom = z; draw(); }, show: null, scene,
            slice(plane, share) { cut = plane; cutter.value = share; draw(); }};
          const group = figure.dataset.group ? (groups[figure.dataset.group] ??= []) : [];
          group.push(self);
          const look = (t, z) => { for (const one of group) one.look(t, z); };
          const spin = (dx, dy) => look(multiply(multiply(about('x', dy), about('y', dx)), turn), zoom);
          canvas.addEventListener('pointerdown', e => canvas.setPointerCapture(e.pointerId));
          canvas.addEventListener('pointermove', e => { if (e.buttons) spin(e.movementX * 0.008, e.movementY * 0.008); });
          canvas.addEventListener('wheel', e => { e.preventDefault();
            look(turn, Math.min(8, Math.max(0.4, zoom * Math.exp(-e.deltaY * 0.001)))); }, {passive: false});
          canvas.addEventListener('keydown', e => { const k = {ArrowLeft: [-.1, 0], ArrowRight: [.1, 0],
            ArrowUp: [0, -.1], ArrowDown: [0, .1]}[e.key]; if (k) { e.preventDefault(); spin(...k); } });
          for (const b of figure.querySelectorAll('button[data-view]')) b.addEventListener('click', () => {
            look(multiply(about('y', Number(b.dataset.view) * Math.PI / 180), scene.view), zoom); });
          // The plane faces the viewer when the cut begins.
          const cutter = figure.querySelector('input.cut');
          cutter.addEventListener('input', () => {
            const share = Number(cutter.value), facing = cut ? cut.slice(0, 3) : turn.slice(6, 9);
            const plane = share ? [...facing, scene.radius * (1 - share / 50)] : null;
            for (const one of group) one.slice(plane, share); });
          figure.querySelector('select.field')?.addEventListener('change', e => {
            shown = fieldsOf[e.target.selectedIndex];
            scales[0].textContent = shown.low; scales[1].textContent = shown.high; caption.textContent = shown.title + '.';
            colour(); draw(); });
          figure.querySelector('input.fibres')?.addEventListener('change', e => { inked = e.target.checked; draw(); });
          figure.querySelector('button.save').addEventListener('click', () => {
            const copy = document.createElement('canvas'), link = document.createElement('a');
            copy.width = canvas.width; copy.height = canvas.height;
            const pen = copy.getContext('2d');
            pen.fillStyle = '#fff'; pen.fillRect(0, 0, copy.width, copy.height); pen.drawImage(canvas, 0, 0);
            link.href = copy.toDataURL('image/png'); link.download = figure.id + '.png'; link.click(); });
          const slider = figure.querySelector('input.time'), label = figure.querySelector('output');
          if (slider) {
            self.show = time => {
              let index = scene.times.findIndex(x => x >= time - 1e-6);
              if (index < 0) index = scene.times.length - 1;
              if (index === frame && label.textContent !== '0 ms') return;
              slider.value = index; load(index); draw();
              label.textContent = Math.round(scene.times[index]) + ' ms'; };
            const show = index => { for (const one of group) one.show?.(scene.times[index]); };
            slider.addEventListener('input', () => show(Number(slider.value)));
            const play = figure.querySelector('button.play');
            let playing = null, began = 0;
            const step = now => { if (!playing) return;
              const t = (now - began) % scene.duration;
              let index = scene.times.findIndex(x => x - scene.times[0] >= t);
              if (index < 0) index = scene.times.length - 1;
              if (index !== frame) show(index);
              playing = requestAnimationFrame(step); };
            play.addEventListener('click', () => {
              if (playing) { cancelAnimationFrame(playing); playing = null; play.textContent = 'Play'; }
              else { began = performance.now(); play.textContent = 'Pause'; playing = requestAnimationFrame(step); } });
            show(Math.round(scene.times.length / 4));
          } else load(0);
          new ResizeObserver(draw).observe(canvas);
          draw();
        }
        for (const figure of document.querySelectorAll('figure.viewer')) {
          try { mount(figure); } catch (error) { figure.dataset.failed = String(error); }
        }
        document.documentElement.dataset.ready = 'yes';
        """#
}
