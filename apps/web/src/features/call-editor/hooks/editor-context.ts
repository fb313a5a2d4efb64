import type { BuildRequestResult, DocumentIssue } from '@jackfield/connector';
import type { Api, Call, Environment, Project, Secret } from '@jackfield/contracts';
import { createContext, use } from 'react';
import type { CallSession } from './use-call-session.ts';
import type { TestFiles } from './use-test-files.ts';

/** What every panel of the open call looks at. */
export interface Editor {
  project: Project;
  environment: Environment;
  api: Api;
  call: Call;
  session: CallSession;
  /** The request as it would be sent, with secrets as names. */
  preview: BuildRequestResult;
  issues: readonly DocumentIssue[];
  /** To initialize with, chosen on this page. */
  testFiles: TestFiles;
  /** Of the project, its APIs and its calls, in all environments. */
  secrets: readonly Secret[];
  /** With whose connection it is initialized; null where all share one. */
  endUser: { user: string; onChange: (user: string) => void } | null;
  isReadOnly: boolean;
}

const EditorContext = createContext<Editor | null>(null);
export const EditorProvider = EditorContext.Provider;

export function useEditor(): Editor {
  const editor = use(EditorContext);
  if (editor === null) throw new Error('A panel of the call editor is used outside of it.');
  return editor;
}
