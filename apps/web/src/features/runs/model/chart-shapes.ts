import type { RunChartPoint } from '@jackfield/contracts';

/** Of a drawing, in pixels. */
export const HEIGHT = 64;
const GAP = 1;

export interface Bar {
  x: number;
  width: number;
  okY: number;
  okHeight: number;
  failedY: number;
  failedHeight: number;
}

/** A bar for each stretch, failures on top; whatever is there is at least a pixel high. */
export function bars(points: readonly Pick<RunChartPoint, 'runs' | 'failed'>[], max: number, width: number): Bar[] {
  const step = width / points.length;
  return points.map(({ runs, failed }, index) => {
    const failedHeight = heightOf(failed, max);
    const okHeight = Math.min(heightOf(runs - failed, max), HEIGHT - failedHeight);
    return {
      x: index * step,
      width: Math.max(1, step - GAP),
      okY: HEIGHT - okHeight,
      okHeight,
      failedY: HEIGHT - okHeight - failedHeight,
      failedHeight,
    };
  });
}

function heightOf(count: number, max: number): number {
  return count === 0 ? 0 : Math.max(1, (count / max) * HEIGHT);
}

/** A path through the stretches that have a value; where there is none it breaks off. */
export function line(points: readonly RunChartPoint[], field: 'p50Ms' | 'p95Ms', max: number, width: number): string {
  const step = width / points.length;
  let isDrawing = false;
  const parts: string[] = [];
  points.forEach((point, index) => {
    const ms = point[field];
    if (ms === null) {
      isDrawing = false;
      return;
    }
    const y = (HEIGHT - 1 - (ms / max) * (HEIGHT - 2)).toFixed(1);
    const x = (index + 0.5) * step;
    // One alone is a short stroke.
    parts.push(isDrawing ? `L${x.toFixed(1)} ${y}` : `M${(x - step / 4).toFixed(1)} ${y}L${x.toFixed(1)} ${y}`);
    isDrawing = true;
  });
  return parts.join('');
}

/** When the stretch that is pointed at was; of none, how long each is. */
export function stretchWords(points: readonly RunChartPoint[], seconds: number, at: number | null): string {
  const point = at === null ? undefined : points[at];
  if (point === undefined) return `By ${spanWords(seconds)}`;
  const from = new Date(point.startsAt);
  const to = new Date(from.getTime() + seconds * 1_000);
  const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
  const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
  return `${day.format(from)}, ${time.format(from)} to ${time.format(to)}`;
}

function spanWords(seconds: number): string {
  return seconds < 3_600 ? `${seconds / 60} minutes` : `${seconds / 3_600} hours`;
}
