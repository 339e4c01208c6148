import type { Chain, Position } from "./gshhg.ts";

/**
 * Rivers that matter to flood control and that the river source leaves out. Sketched through towns,
 * published gauge places and mouths; good to about a kilometre. A province that needs the real banks
 * brings its own basemap.
 */
const SKETCHES: readonly { name: string; points: Position[] }[] = [
  {
    name: "Sông Kôn",
    points: [
      [108.6, 14.52],
      [108.655, 14.43],
      [108.715, 14.335],
      [108.74, 14.24],
      [108.772, 14.147],
      [108.784, 14.095],
      [108.805, 14.02],
      [108.855, 13.955],
      [108.915, 13.918],
      [108.969, 13.889],
      [109.03, 13.894],
      [109.08, 13.911],
      [109.117, 13.916],
      [109.16, 13.9],
      [109.2, 13.878],
    ],
  },
  {
    name: "Sông Đập Đá",
    points: [
      [109.03, 13.894],
      [109.07, 13.925],
      [109.12, 13.943],
      [109.17, 13.94],
      [109.215, 13.92],
    ],
  },
  {
    name: "Sông Hà Thanh",
    points: [
      [108.9, 13.53],
      [108.95, 13.572],
      [108.997, 13.62],
      [109.03, 13.665],
      [109.075, 13.708],
      [109.105, 13.757],
      [109.148, 13.802],
      [109.185, 13.814],
      [109.215, 13.81],
    ],
  },
  {
    name: "Sông La Tinh",
    points: [
      [108.89, 14.135],
      [108.97, 14.104],
      [109.04, 14.092],
      [109.1, 14.112],
      [109.155, 14.125],
    ],
  },
  {
    name: "Sông An Lão",
    points: [
      [108.8, 14.74],
      [108.832, 14.68],
      [108.872, 14.62],
      [108.897, 14.566],
      [108.905, 14.515],
      [108.94, 14.468],
      [108.975, 14.436],
    ],
  },
  {
    name: "Sông Kim Sơn",
    points: [
      [108.85, 14.27],
      [108.88, 14.325],
      [108.93, 14.368],
      [108.962, 14.4],
      [108.975, 14.436],
    ],
  },
  {
    name: "Sông Lại Giang",
    points: [
      [108.975, 14.436],
      [109.016, 14.434],
      [109.05, 14.45],
      [109.09, 14.47],
    ],
  },
  {
    name: "Sông Vệ",
    points: [
      [108.69, 14.7],
      [108.725, 14.79],
      [108.745, 14.87],
      [108.77, 14.95],
      [108.805, 15.005],
      [108.843, 15.04],
      [108.872, 15.062],
      [108.905, 15.075],
    ],
  },
  {
    name: "Sông Trà Bồng",
    points: [
      [108.44, 15.225],
      [108.522, 15.255],
      [108.6, 15.272],
      [108.68, 15.285],
      [108.76, 15.298],
      [108.785, 15.34],
      [108.79, 15.385],
    ],
  },
  {
    name: "Sông Trà Câu",
    points: [
      [108.79, 14.79],
      [108.86, 14.83],
      [108.93, 14.822],
      [108.975, 14.825],
    ],
  },
];

/** Smooth lines through the sketched points. */
export function sketchedRivers(): { name: string; chain: Chain }[] {
  return SKETCHES.map(({ name, points }) => ({ name, chain: { level: 3, points: smooth(points) } }));
}

const STEPS = 8;

/** Catmull-Rom: a bend at each point without corners. */
function smooth(points: readonly Position[]): Position[] {
  const at = (i: number) => points[Math.max(0, Math.min(points.length - 1, i))] as Position;
  const line: Position[] = [];
  for (let i = 0; i < points.length - 1; i++) {
    const [before, from, to, after] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    for (let step = 0; step < STEPS; step++) {
      const t = step / STEPS;
      line.push([0, 1].map((axis) => bend(before, from, to, after, axis, t)) as Position);
    }
  }
  line.push(at(points.length - 1));
  return line;
}

function bend(
  before: Position,
  from: Position,
  to: Position,
  after: Position,
  axis: number,
  t: number,
): number {
  const [a, b, c, d] = [before, from, to, after].map((point) => point[axis] as number) as [
    number,
    number,
    number,
    number,
  ];
  return (
    0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t ** 2 + (3 * b - a - 3 * c + d) * t ** 3)
  );
}
