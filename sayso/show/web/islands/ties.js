// How sigma draws a tie: one shader lays the line, solid, dashed or dotted, its head at the far end, and three strokes
// across it where somebody denies it. Lines between the same two names lie side by side.

import { EdgeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

const VERTEX = /*glsl*/ `
attribute vec2 a_start;
attribute vec2 a_end;
attribute vec2 a_radii;
attribute vec4 a_look; // thickness, aside, dash (0 solid, 1 dashed, 2 dotted), struck
attribute vec4 a_color;
attribute vec4 a_id;
attribute float a_along;
attribute float a_side;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec4 v_look;
varying vec2 v_place;
varying vec2 v_ends;
const float bias = 255.0 / 254.0;
void main() {
  float pixel = 2.0 * u_correctionRatio / u_sizeRatio;
  vec2 way = a_end - a_start;
  float far = max(length(way), 0.000001);
  vec2 across = vec2(-way.y, way.x) / far;
  float room = a_look.w > 0.5 ? a_look.x * 0.5 + 4.5 : a_look.x * 0.5 + 3.5; // no wider than what is drawn: many ties
  vec2 place = mix(a_start, a_end, a_along) + across * pixel * (a_look.y + room * a_side);
  gl_Position = vec4((u_matrix * vec3(place, 1.0)).xy, 0.0, 1.0);
  v_place = vec2(a_along * far / pixel, room * a_side);
  v_ends = vec2(a_radii.x + 1.0, far / pixel - a_radii.y - 2.0);
  v_look = a_look;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`;

const FRAGMENT = /*glsl*/ `
precision highp float;
uniform vec3 u_denied;
varying vec4 v_color;
varying vec4 v_look;
varying vec2 v_place;
varying vec2 v_ends;
void main() {
  float thick = max(v_look.x, 1.0);
  float aside = abs(v_place.y);
  float left = v_ends.y - v_place.x;
  if (v_place.x < v_ends.x || left < 0.0) discard;
  #ifdef PICKING_MODE
  if (aside > max(thick * 0.5, 4.0)) discard;
  gl_FragColor = v_color;
  #else
  float head = 6.0 + thick;
  float period = v_look.z > 1.5 ? thick + 4.0 : 11.0;
  float inked = v_look.z > 1.5 ? thick : 7.0;
  bool gap = v_look.z > 0.5 && mod(v_place.x, period) > inked;
  float line = gap || left < head * 0.7 ? 0.0 : 1.0 - smoothstep(thick * 0.5 - 0.35, thick * 0.5 + 0.35, aside);
  float arrow = left < head ? 1.0 - smoothstep(left * 0.5 - 0.35, left * 0.5 + 0.35, aside) : 0.0;
  float middle = (v_ends.x + v_ends.y) * 0.5;
  float slant = abs(v_place.x - middle - v_place.y * 0.6);
  float nearest = min(slant, abs(slant - 6.0));
  float struck = v_look.w > 0.5 && aside < thick * 0.5 + 4.0 ? 1.0 - smoothstep(0.7, 1.4, nearest) : 0.0;
  vec4 ink = mix(v_color, vec4(u_denied, 1.0), struck);
  float shown = max(max(line, arrow), struck) * ink.a;
  gl_FragColor = vec4(ink.rgb * shown, shown);
  #endif
}`;

const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
const UNIFORMS = ["u_matrix", "u_sizeRatio", "u_correctionRatio", "u_denied"];
const DASHES = { asserted: 0, alleged: 1, denied: 2 };

/** The colour of the strokes, red, green and blue from 0 to 1: the page's light may change it. */
export const strokes = { colour: [0.64, 0.14, 0.1] };

export class TieProgram extends EdgeProgram {
  getDefinition() {
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_start", size: 2, type: FLOAT },
        { name: "a_end", size: 2, type: FLOAT },
        { name: "a_radii", size: 2, type: FLOAT },
        { name: "a_look", size: 4, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [
        { name: "a_along", size: 1, type: FLOAT },
        { name: "a_side", size: 1, type: FLOAT },
      ],
      CONSTANT_DATA: [[0, 1], [0, -1], [1, 1], [1, 1], [0, -1], [1, -1]],
    };
  }

  processVisibleItem(id, at, source, target, tie) {
    const numbers = [
      source.x, source.y, target.x, target.y, source.size, target.size,
      tie.size, tie.aside ?? 0, DASHES[tie.line] ?? 0, tie.struck ? 1 : 0,
      floatColor(tie.color), id,
    ];
    this.array.set(numbers, at);
  }

  setUniforms({ matrix, sizeRatio, correctionRatio }, { gl, uniformLocations }) {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
    gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
    gl.uniform1f(uniformLocations.u_correctionRatio, correctionRatio);
    gl.uniform3fv(uniformLocations.u_denied, strokes.colour);
  }
}
