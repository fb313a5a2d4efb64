const KEY_PREFIX = 'jackfield.split.';
const LEAST = 0.25;

export function clampRatio(ratio: number): number {
  return Math.min(1 - LEAST, Math.max(LEAST, ratio));
}

/** The remembered share of the first pane; a browser without storage has the default. */
export function readRatio(name: string, otherwise: number): number {
  try {
    const ratio = Number.parseFloat(localStorage.getItem(KEY_PREFIX + name) ?? '');
    return Number.isFinite(ratio) ? clampRatio(ratio) : otherwise;
  } catch {
    return otherwise;
  }
}

export function writeRatio(name: string, ratio: number): void {
  try {
    localStorage.setItem(KEY_PREFIX + name, ratio.toFixed(4));
  } catch {
    // Nothing depends on it.
  }
}
