// The Earth in three dimensions: a ball coloured by the masks, with coast and graticule as lines.
import {
  BufferGeometry,
  Float32BufferAttribute,
  Group,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  ShaderMaterial,
  SphereGeometry,
  Texture,
  Color,
} from "three";
import { deg } from "../model/geodesy";
import { direction } from "./ball";
import type { Colours } from "./colours";
import { graticule, land } from "./ground";
import { landMask } from "./masks";

const vertex = `
out vec3 place;
void main() {
  place = position;
  gl_Position = projectionMatrix * viewMatrix * modelMatrix * vec4(position, 1.0);
}`;
const fragment = `
uniform sampler2D land_mask, tint_mask;
uniform vec3 sea, land, area, fan, rim, eye;
in vec3 place;
out vec4 colour;
void main() {
  vec3 n = normalize(place);
  vec2 uv = vec2(atan(n.y, n.x) / 6.283185307 + 0.5, asin(n.z) / 3.141592654 + 0.5);
  float edge = texture(land_mask, uv).r;
  float soft = clamp(length(vec2(dFdx(edge), dFdy(edge))), 0.05, 0.5);
  vec3 c = mix(sea, land, smoothstep(0.5 - soft, 0.5 + soft, edge));
  vec4 tint = texture(tint_mask, uv);
  c = mix(c, area, 0.10 * tint.r);
  c = mix(c, fan, 0.22 * tint.g);
  float slant = 1.0 - dot(n, normalize(eye - n));
  c = mix(c, rim, 0.45 * smoothstep(0.72, 1.0, slant));
  colour = vec4(c, 1.0);
}`;

const uniform_colours = ["sea", "land", "area", "fan", "rim"] as const;

export class EarthMesh {
  readonly group = new Group();
  readonly surface: ShaderMaterial;
  private readonly coast: LineBasicMaterial;
  private readonly grids: readonly [LineSegments, LineSegments];

  constructor(land_width: number) {
    const colours = Object.fromEntries(uniform_colours.map((name) => [name, { value: new Color() }]));
    const masks = { land_mask: { value: landMask(land_width) }, tint_mask: { value: new Texture() } };
    const uniforms = { ...colours, ...masks, eye: { value: [0, 0, 3] } };
    this.surface = new ShaderMaterial({
      vertexShader: vertex,
      fragmentShader: fragment,
      uniforms,
      glslVersion: "300 es",
    });
    const ball = new SphereGeometry(1, 128, 64).rotateX(Math.PI / 2);
    const coast = lines(land.coordinates.flat(), 1.0006);
    this.coast = coast.material;
    this.grids = [lines(graticule(1).coordinates, 1.0004), lines(graticule(0).coordinates, 1.0004)];
    this.group.add(new Mesh(ball, this.surface), coast, ...this.grids);
  }

  /** Theme colours; the finer graticule near the ground. */
  paint(colours: Colours, span_rad: number): void {
    for (const name of uniform_colours) raw(this.surface.uniforms[name]!.value as Color, colours[name]);
    raw(this.coast.color, colours.coast);
    const near = graticule(span_rad) === graticule(0);
    this.grids.forEach((grid, i) => {
      grid.visible = (i === 1) === near;
      raw((grid.material as LineBasicMaterial).color, colours.grid);
    });
  }
}

/** As written: colours go to the screen unchanged. */
export function raw(into: Color, css: string): void {
  into.setStyle(css, "srgb-linear");
}

/** Each step of each line, as pairs, cut to stay near the ball's surface. */
function lines(
  list: readonly (readonly (readonly number[])[])[],
  radius: number,
): LineSegments<BufferGeometry, LineBasicMaterial> {
  const out: number[] = [];
  for (const line of list) for (let i = 1; i < line.length; i++) addStep(out, line[i - 1]!, line[i]!, radius);
  const geometry = new BufferGeometry().setAttribute("position", new Float32BufferAttribute(out, 3));
  const segments = new LineSegments(geometry, new LineBasicMaterial());
  segments.frustumCulled = false; // always in sight; its bounds cost more than they save
  return segments;
}

function addStep(out: number[], a: readonly number[], b: readonly number[], radius: number): void {
  const [lon0 = 0, lat0 = 0] = a;
  const [lon1 = 0, lat1 = 0] = b;
  const turn = lon1 - lon0 - 360 * Math.round((lon1 - lon0) / 360);
  const n = Math.max(1, Math.ceil(Math.hypot(turn, lat1 - lat0) / 2));
  for (let i = 0; i < 2 * n; i++) {
    const u = Math.ceil(i / 2) / n;
    const p = direction((lon0 + u * turn) * deg, (lat0 + u * (lat1 - lat0)) * deg);
    out.push(radius * p[0], radius * p[1], radius * p[2]);
  }
}
