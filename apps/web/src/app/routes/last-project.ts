const KEY = 'jackfield.last-project';

/** The project that this browser looked at last; a browser without storage starts with the first one. */
export const lastProject = {
  read(): string | null {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  },
  write(projectId: string): void {
    try {
      localStorage.setItem(KEY, projectId);
    } catch {
      // Nothing depends on it.
    }
  },
};
