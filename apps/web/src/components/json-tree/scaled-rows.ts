/** Browsers draw no element that is higher than some 30 million pixels. */
export const HEIGHT_MAX_PX = 12_000_000;

export interface ScaledRows {
  /** Of the whole list. */
  height: number;
  /** The first line in sight for a scroll position. */
  rowAt(scrollTop: number): number;
  /** The scroll position at which a line is the first in sight. */
  topOf(row: number): number;
}

/** Where lines stand in a list that may be higher than an element can be: beyond that, a pixel is more than a pixel. */
export function scaleRows(count: number, rowPx: number, frameHeight: number): ScaledRows {
  const whole = count * rowPx;
  const height = Math.min(whole, HEIGHT_MAX_PX);
  const scrollable = Math.max(1, height - frameHeight);
  const factor = whole <= HEIGHT_MAX_PX ? 1 : (whole - frameHeight) / scrollable;
  return {
    height,
    rowAt: (scrollTop) => Math.max(0, Math.min(count - 1, Math.floor((scrollTop * factor) / rowPx))),
    topOf: (row) => (row * rowPx) / factor,
  };
}
