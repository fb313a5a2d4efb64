import type { ApiDocument } from '@jackfield/connector';
import type { Api, Environment, Project, Secret, Variable } from '@jackfield/contracts';
import { type ReactNode, useMemo } from 'react';
import { ConflictNotice } from '../../../components/conflict-notice.tsx';
import { HistoryButtons } from '../../../components/history-buttons.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { RestoredNotice } from '../../../components/restored-notice.tsx';
import { SaveState } from '../../../components/save-state.tsx';
import { isToldElsewhere } from '../../../lib/api-problem.ts';
import { useEditorKeys } from '../../../lib/use-editor-keys.ts';
import { useUndoable } from '../../../lib/use-undoable.ts';
import { useApiDraft } from '../hooks/use-api-draft.ts';
import { changeDocument, differencesOf, fillAuth, setTestValue, toApiDraft } from '../model/api-draft.ts';
import { apiIssues } from '../model/api-issues.ts';
import { AboutSection } from './about-section.tsx';
import classes from './api-page.module.css';
import { type ApiSectionProps, SectionFrame } from './api-section.tsx';
import { ApiTitle } from './api-title.tsx';
import { AuthSection } from './auth-section.tsx';
import { BaseUrlSection } from './base-url-section.tsx';
import { SharedInputs } from './shared-inputs.tsx';
import { SharedRows } from './shared-rows.tsx';

export interface ConnectionGiven {
  document: ApiDocument;
  /** Saves what is typed; null: it could not. */
  save: () => Promise<Api | null>;
  /** Fills in fields of the authentication in the environment of the address. */
  fill: (fields: Readonly<Record<string, string>>) => void;
}

interface ApiEditorProps {
  project: Project;
  environment: Environment;
  api: Api;
  values: { variables: readonly Variable[]; secrets: readonly Secret[] };
  /** The list of its calls. */
  calls: ReactNode;
  /** How it stands with whom it asks for tokens. */
  connection: (given: ConnectionGiven) => ReactNode;
}

/** Fields that show their own errors of the server. */
const PLACED = ['name', 'document.documentationUrl', 'document.notes'];

export function ApiEditor({ project, environment, api, values, calls, connection }: ApiEditorProps) {
  const autosave = useApiDraft(api);
  const { state, flush, undecidedKeys, allowKey, takeMine, takeTheirs, restored } = autosave;
  const { draft, change, leave, ...history } = useUndoable(autosave);
  const environments = useMemo(() => project.environments.toSorted((a, b) => a.position - b.position), [project]);
  const issues = useMemo(
    () => apiIssues({ apiId: api.id, document: draft.document, environments, values }),
    [api.id, draft.document, environments, values],
  );
  const save = () => void flush();
  useEditorKeys({ save, undo: history.undo, redo: history.redo });
  const section: ApiSectionProps = {
    project,
    environments,
    environment,
    apiId: api.id,
    apiSlug: api.slug,
    document: draft.document,
    values,
    issues,
    problem: state.problem,
    canEdit: project.role !== 'viewer',
    onChange: (part) => change((current) => changeDocument(current, part), Object.keys(part).join()),
    onTurned: (name, testValue) => change((current) => setTestValue(current, name, testValue)),
    keys: { undecided: undecidedKeys, keep: allowKey },
    onLeave: leave,
    connection: connection({
      document: draft.document,
      save: flush,
      fill: (fields) =>
        change((current) => changeDocument(current, { auth: fillAuth(current, environment.id, fields) })),
    }),
  };
  return (
    <div className={classes.page}>
      <ApiTitle
        name={draft.name}
        slugPath={`${project.slug}/${api.slug}`}
        problem={state.problem}
        canEdit={section.canEdit}
        onChange={(name) => change((current) => ({ ...current, name }), 'name')}
        onLeave={leave}
        history={section.canEdit && <HistoryButtons {...history} />}
        saveState={
          <SaveState status={state.status} problem={state.problem} isHeld={undecidedKeys.length > 0} onRetry={save} />
        }
        notices={
          <>
            <RestoredNotice restored={restored} />
            {state.theirs !== null && (
              <ConflictNotice
                differences={differencesOf(draft, toApiDraft(state.theirs))}
                onTakeMine={() => void takeMine()}
                onTakeTheirs={takeTheirs}
              />
            )}
            {state.status === 'failed' && !isToldElsewhere(state.problem) && (
              <ProblemNotice error={state.problem} fields={PLACED} />
            )}
          </>
        }
      />
      <SectionFrame title="Calls" lead="What can be asked of this API.">
        {calls}
      </SectionFrame>
      <BaseUrlSection {...section} />
      <AuthSection {...section} />
      <SharedRows {...section} part="headers" />
      <SharedRows {...section} part="parameters" />
      <SharedInputs {...section} />
      <AboutSection {...section} />
    </div>
  );
}
