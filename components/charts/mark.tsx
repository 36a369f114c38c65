/** Shapes by which series are told apart, beside their names. */
export const markShapes = ["circle", "square", "diamond", "triangle"] as const;
export type MarkShape = (typeof markShapes)[number];

/** The shape of the series at `index`. */
export function shapeAt(index: number): MarkShape {
  return markShapes[index % markShapes.length] ?? "circle";
}

/** A small sign at a place of a chart. */
export function Mark({ shape, x, y, size = 4 }: { shape: MarkShape; x: number; y: number; size?: number }) {
  switch (shape) {
    case "square":
      return <rect x={x - size * 0.9} y={y - size * 0.9} width={size * 1.8} height={size * 1.8} />;
    case "diamond":
      return (
        <path
          d={`M${x} ${y - size * 1.3}L${x + size * 1.3} ${y}L${x} ${y + size * 1.3}L${x - size * 1.3} ${y}Z`}
        />
      );
    case "triangle":
      return (
        <path d={`M${x} ${y - size * 1.2}L${x + size * 1.2} ${y + size}L${x - size * 1.2} ${y + size}Z`} />
      );
    default:
      return <circle cx={x} cy={y} r={size} />;
  }
}
