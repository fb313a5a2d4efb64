import type { Input } from '@jackfield/connector';
import type { Call, Environment } from '@jackfield/contracts';
import type { useCallSession } from '../../features/call-editor/hooks/use-call-session.ts';
import { filesToSend, type TestFiles } from '../../features/call-editor/hooks/use-test-files.ts';
import { useInitialization } from '../../features/initialize/hooks/use-initialization.ts';

interface RunArguments {
  call: Call;
  environment: Environment;
  session: ReturnType<typeof useCallSession>;
  testFiles: TestFiles;
  sharedInputs: readonly Input[];
  /** With whose connection; '' where all share one, or none is named yet. */
  user: string;
}

/** Initialize: what is typed is saved first, since the server runs what it has. */
export function useCallRun(
  { call, environment, session, testFiles, sharedInputs, user }: RunArguments,
  onStart: () => void,
) {
  const initialization = useInitialization(call.id);
  const start = async () => {
    onStart();
    const saved = await session.flush();
    if (saved !== null) {
      const files = filesToSend(testFiles.files, [...saved.document.inputs, ...sharedInputs]);
      const ofUser = user === '' ? {} : { user };
      initialization.start({ environmentId: environment.id, version: saved.version, ...ofUser }, files);
    } else initialization.fail('What you typed could not be saved, so nothing was sent. See the top right for why.');
  };
  return { initialization, start: () => void start() };
}
