import type { Input } from '@jackfield/connector';
import { FilePicker } from '../../../components/file-picker/file-picker.tsx';
import { useEditor } from '../hooks/editor-context.ts';
import { fileOf } from '../hooks/use-test-files.ts';

/** The file to initialize with, by the name of the input; nothing where it takes none. */
export function TestFile({ name }: { name: string }) {
  const { session, api } = useEditor();
  const isOfName = (input: Input) => input.name === name && input.type === 'file';
  const input = session.draft.document.inputs.find(isOfName) ?? api.document.inputs.find(isOfName);
  return input === undefined ? null : <TestFilePicker input={input} />;
}

export function TestFilePicker({ input }: { input: Input }) {
  const { testFiles } = useEditor();
  return (
    <FilePicker
      label={input.name}
      file={fileOf(testFiles.files, input)}
      onChange={(file) => {
        for (const alias of input.aliases) testFiles.set(alias, null);
        testFiles.set(input.name, file);
      }}
    />
  );
}
