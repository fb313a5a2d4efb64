import type { Logger } from '../logger.ts';
import type { Configuration } from './configuration.ts';

/** Keeps the configuration in step with what other processes change, and tells the operator while it cannot. */
export function createChangeListener(
  configuration: Configuration,
  logger: Logger,
  onMessage: (message: string) => void,
) {
  let isTold = false;
  return {
    onChange: (projectId: string) => configuration.forget(projectId),

    onMessage,

    watchedProjects: () => configuration.loadedProjects(),

    onChangeCounts: (watched: readonly string[], counts: ReadonlyMap<string, number>) =>
      configuration.compareChangeCounts(watched, counts),

    onHearing(): void {
      configuration.hear();
      if (isTold) logger.info('changes made by other processes are heard again');
      isTold = false;
    },

    onDeaf(heardUntil: number, cause: Error): void {
      configuration.goDeaf(heardUntil);
      if (!isTold)
        logger.warn(
          { err: cause },
          'changes made by other processes are not heard; projects are read again each second',
        );
      isTold = true;
    },
  };
}
