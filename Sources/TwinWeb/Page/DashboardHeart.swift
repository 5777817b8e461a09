/// What the dashboard draws in three dimensions: the surface of a run, moved by the twin's ventricles (``HeartShape``),
/// and the electrocardiogram of that run, from each beat of the twin.
enum DashboardHeart {
    static let text =
        shader + #"""
            const shape = {data: null, turn: null, zoom: 1};
            const runEcg = [];
            function beatBegins(step) {
              const d = shape.data;
              if (!d || !d.leadII.length) return;
              // A beat that comes early cuts the one before it short.
              while (runEcg.length && runEcg[runEcg.length - 1][0] >= step) runEcg.pop();
              d.leadII.forEach((v, i) => push(runEcg, [step + i * d.samplePeriodMs, v], 20000));
            }
            async function loadShape() {
              if (shape.data || shape.asked) return;
              shape.asked = true;
              try {
                const answer = await fetch('shape', {headers: headers()});
                if (!answer.ok) throw new Error((await answer.json()).error);
                mountHeart(await answer.json());
              } catch (error) { $('heartBox').hidden = false; $('heartSays').textContent = 'no shape: ' + error.message; }
            }
            function mountHeart(d) {
              const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0)).buffer;
              d.c = new Float32Array(bytes(d.coefficients)); d.t = new Uint32Array(bytes(d.triangles));
              $('heartBox').hidden = false;
              document.querySelector('main').classList.add('shaped');
              const canvas = $('heart'), gl = canvas.getContext('webgl2', {antialias: true, preserveDrawingBuffer: true});
              if (!gl) { $('heartSays').textContent = 'This browser offers no WebGL 2: no heart is drawn.'; return; }
              const n = 3 * d.vertices;
              d.points = new Float32Array(n); d.normals = new Float32Array(n); d.moved = new Float32Array(d.vertices);
              // The shape at the twin's fullest moment is what motion is counted from; at first that of the run.
              d.rest = place(d, [d.high[0], d.high[1], d.low[2], d.low[3]], new Float32Array(n));
              const lo = [0, 1, 2].map(k => Infinity), hi = lo.map(() => -Infinity);
              for (let i = 0; i < n; i++) { lo[i % 3] = Math.min(lo[i % 3], d.rest[i]); hi[i % 3] = Math.max(hi[i % 3], d.rest[i]); }
              d.centre = lo.map((v, k) => (v + hi[k]) / 2);
              d.radius = 0.4 * Math.hypot(...lo.map((v, k) => hi[k] - v));
              const use = heartProgram(gl); gl.useProgram(use);
              d.at = name => gl.getUniformLocation(use, name);
              const buffer = (name, size) => {
                const b = gl.createBuffer(), place = gl.getAttribLocation(use, name);
                gl.bindBuffer(gl.ARRAY_BUFFER, b); gl.enableVertexAttribArray(place);
                gl.vertexAttribPointer(place, size, gl.FLOAT, false, 0, 0);
                return b;
              };
              d.buffers = [[buffer('position', 3), d.points], [buffer('normal', 3), d.normals], [buffer('moved', 1), d.moved]];
              gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
              gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, d.t, gl.STATIC_DRAW);
              gl.enable(gl.DEPTH_TEST);
              d.gl = gl;
              // The z of generated hearts points from apex to base and is up here; others may have to be turned.
              shape.turn = [1,0,0, 0,0,1, 0,-1,0];
              shape.turn = rotate('x', 0.35, shape.turn);
              canvas.addEventListener('pointerdown', e => canvas.setPointerCapture(e.pointerId));
              canvas.addEventListener('pointermove', e => { if (e.buttons)
                shape.turn = rotate('x', e.movementY * 0.008, rotate('y', e.movementX * 0.008, shape.turn)); });
              canvas.addEventListener('wheel', e => { e.preventDefault();
                shape.zoom = Math.min(6, Math.max(0.5, shape.zoom * Math.exp(-e.deltaY * 0.001))); }, {passive: false});
              canvas.addEventListener('keydown', e => { const k = {ArrowLeft: ['y', -.1], ArrowRight: ['y', .1],
                ArrowUp: ['x', -.1], ArrowDown: ['x', .1]}[e.key];
                if (k) { e.preventDefault(); shape.turn = rotate(...k, shape.turn); } });
              shape.data = d;
            }
            function place(d, features, out) {
              const f = features.map((v, k) => (v - d.means[k]) / d.scales[k]), n = out.length, c = d.c;
              for (let i = 0; i < n; i++)
                out[i] = c[i] + f[0] * c[n + i] + f[1] * c[2 * n + i] + f[2] * c[3 * n + i] + f[3] * c[4 * n + i];
              return out;
            }
            function rotate(axis, angle, m) {
              const c = Math.cos(angle), s = Math.sin(angle);
              const a = axis === 'x' ? [1,0,0, 0,c,-s, 0,s,c] : [c,0,s, 0,1,0, -s,0,c];
              return [0,1,2].flatMap(r => [0,1,2].map(k => a[3*r]*m[k] + a[3*r+1]*m[3+k] + a[3*r+2]*m[6+k]));
            }
            function drawHeart() {
              const d = shape.data, last = key => { const list = curves[key]; return list.length ? list[list.length - 1][1] : NaN; };
              if (!d) return;
              const now = [last('lvv'), last('rvv'), last('lvp'), last('rvp')];
              if (!now.every(Number.isFinite)) return;
              const {gl, points, normals, moved, rest, t} = d, canvas = $('heart');
              place(d, now, points);
              normals.fill(0);
              for (let i = 0; i < t.length; i += 3) {
                const a = 3 * t[i], b = 3 * t[i + 1], c = 3 * t[i + 2];
                const ux = points[b] - points[a], uy = points[b + 1] - points[a + 1], uz = points[b + 2] - points[a + 2];
                const vx = points[c] - points[a], vy = points[c + 1] - points[a + 1], vz = points[c + 2] - points[a + 2];
                const nx = uy * vz - uz * vy, ny = uz * vx - ux * vz, nz = ux * vy - uy * vx;
                for (const j of [a, b, c]) { normals[j] += nx; normals[j + 1] += ny; normals[j + 2] += nz; }
              }
              for (let v = 0; v < moved.length; v++) moved[v] = Math.hypot(
                points[3 * v] - rest[3 * v], points[3 * v + 1] - rest[3 * v + 1], points[3 * v + 2] - rest[3 * v + 2]);
              for (const [b, values] of d.buffers) { gl.bindBuffer(gl.ARRAY_BUFFER, b); gl.bufferData(gl.ARRAY_BUFFER, values, gl.DYNAMIC_DRAW); }
              const ratio = Math.min(devicePixelRatio || 1, 2);
              const w = Math.round(canvas.clientWidth * ratio), h = Math.round(canvas.clientHeight * ratio);
              if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
              gl.viewport(0, 0, w, h); gl.clearColor(0, 0, 0, 0); gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
              const s = shape.zoom / d.radius, side = Math.min(w, h);
              gl.uniform2f(d.at('scale'), s * side / w, s * side / h);
              gl.uniform3fv(d.at('centre'), d.centre);
              gl.uniformMatrix3fv(d.at('turn'), true, shape.turn);
              gl.uniform1f(d.at('most'), 15);
              gl.drawElements(gl.TRIANGLES, t.length, gl.UNSIGNED_INT, 0);
              canvas.dataset.drawn = t.length / 3;
              canvas.dataset.volumes = now[0] + ' ' + now[1];
              // Half as far again as the run went in its beat; said for as long as a beat or two.
              const clock = performance.now();
              if (now.some((v, k) => v < d.low[k] - 0.5 * (d.high[k] - d.low[k]) || v > d.high[k] + 0.5 * (d.high[k] - d.low[k]))) shape.far = clock;
              if (clock - (shape.said ?? 0) > 500) {
                shape.said = clock;
                const far = clock - (shape.far ?? -1e9) < 2500;
                $('heartSays').className = far ? 'far' : '';
                $('heartSays').textContent = 'Surface of ' + d.run + ', moved by volumes and pressures of both ventricles; bright: by 15 mm. Left over in that run: '
                  + d.errorMm.toFixed(1) + ' of ' + d.motionMm.toFixed(1) + ' mm.' + (far ? ' The twin is far from what that run was like.' : '');
              }
            }

            """#

    private static let shader = #"""
        function heartProgram(gl) {
          const build = (kind, text) => {
            const s = gl.createShader(kind);
            gl.shaderSource(s, '#version 300 es\n' + text); gl.compileShader(s);
            if (!gl.getShaderParameter(s, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(s));
            return s;
          };
          const p = gl.createProgram();
          gl.attachShader(p, build(gl.VERTEX_SHADER, `in vec3 position; in vec3 normal; in float moved;
            uniform mat3 turn; uniform vec2 scale; uniform vec3 centre; out vec3 facing; out float way;
            void main() {
              vec3 q = turn * (position - centre); facing = turn * normal; way = moved;
              gl_Position = vec4(q.x * scale.x, q.y * scale.y, -q.z * 0.004, 1.0);
            }`));
          gl.attachShader(p, build(gl.FRAGMENT_SHADER, `precision highp float;
            in vec3 facing; in float way; out vec4 color; uniform float most;
            void main() {
              vec3 n = normalize(facing);
              float t = clamp(way / most, 0.0, 1.0);
              vec3 base = mix(vec3(0.42, 0.10, 0.12), vec3(1.0, 0.66, 0.42), t);
              float light = 0.3 + 0.7 * max(dot(n, normalize(vec3(0.3, 0.5, 1.0))), 0.0);
              float edge = pow(1.0 - abs(n.z), 3.0);
              color = vec4(base * light + 0.16 * edge, 1.0);
            }`));
          gl.linkProgram(p);
          if (!gl.getProgramParameter(p, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(p));
          return p;
        }

        """#
}
