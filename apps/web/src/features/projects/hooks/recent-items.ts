const KEPT_MAX = 12;

/** What was chosen in the palette of a project, newest first, on this browser. */
export function readRecent(projectId: string): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(projectId)) ?? '[]');
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

export function rememberRecent(projectId: string, id: string): void {
  const next = [id, ...readRecent(projectId).filter((other) => other !== id)].slice(0, KEPT_MAX);
  try {
    localStorage.setItem(keyOf(projectId), JSON.stringify(next));
  } catch {
    // Full, or refused by the browser: nothing depends on it.
  }
}

function keyOf(projectId: string): string {
  return `jackfield.recent.${projectId}`;
}
