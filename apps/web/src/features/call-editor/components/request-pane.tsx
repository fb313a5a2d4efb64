import { Tabs } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import tabs from '../../../components/pane-tabs.module.css';
import { PanelBoundary } from '../../../components/panel-boundary.tsx';
import { useEditor } from '../hooks/editor-context.ts';
import { REQUEST_TABS, type RequestTab, tabOf } from '../model/issues.ts';
import { AuthPanel } from './auth-panel.tsx';
import { BodyPanel } from './body-panel.tsx';
import { HeadersPanel } from './headers-panel.tsx';
import { InputsPanel } from './inputs-panel.tsx';
import { NotesPanel } from './notes-panel.tsx';
import { ParametersPanel } from './parameters-panel.tsx';
import classes from './request-pane.module.css';
import { SettingsPanel } from './settings-panel.tsx';

const LABELS: Record<RequestTab, string> = {
  parameters: 'Parameters',
  headers: 'Headers',
  body: 'Body',
  inputs: 'Inputs',
  auth: 'Auth',
  settings: 'Settings',
  notes: 'Notes',
};

const PANELS: Record<RequestTab, () => ReactNode> = {
  parameters: ParametersPanel,
  headers: HeadersPanel,
  body: BodyPanel,
  inputs: InputsPanel,
  auth: AuthPanel,
  settings: SettingsPanel,
  notes: NotesPanel,
};

interface RequestPaneProps {
  tab: RequestTab;
  onTab: (tab: RequestTab) => void;
}

/** What is sent, on tabs; each says how much stands in it and whether something is wrong there. */
export const RequestPane = memo(function RequestPane({ tab, onTab }: RequestPaneProps) {
  const { issues } = useEditor();
  const counts = useCounts();
  const Panel = PANELS[tab];
  return (
    <Tabs
      className={classes.pane}
      classNames={{ list: tabs.list ?? '', tab: tabs.tab ?? '', panel: classes.body ?? '' }}
      value={tab}
      onChange={(value) => {
        const next = REQUEST_TABS.find((each) => each === value);
        if (next) onTab(next);
      }}
      keepMounted={false}
    >
      <Tabs.List>
        {REQUEST_TABS.map((each) => {
          const errors = issues.filter((issue) => issue.severity === 'error' && tabOf(issue) === each).length;
          return (
            <Tabs.Tab key={each} value={each}>
              {LABELS[each]}
              {counts[each] !== undefined && ' '}
              {counts[each] !== undefined && <span className={classes.count}>{counts[each]}</span>}
              {errors > 0 && (
                <span className={classes.wrong}>
                  <span className="jf-visually-hidden">{`, ${errors} to put right`}</span>
                </span>
              )}
            </Tabs.Tab>
          );
        })}
      </Tabs.List>
      <Tabs.Panel value={tab}>
        <PanelBoundary key={tab}>
          <Panel />
        </PanelBoundary>
      </Tabs.Panel>
    </Tabs>
  );
});

function useCounts(): Partial<Record<RequestTab, ReactNode>> {
  const { session, api } = useEditor();
  const { parameters, headers, body, inputs, notes } = session.draft.document;
  const on = (rows: readonly { isEnabled: boolean }[]) => rows.filter(({ isEnabled }) => isEnabled).length || undefined;
  const dot = (words: string) => (
    <>
      <span aria-hidden>•</span>
      <span className="jf-visually-hidden">{words}</span>
    </>
  );
  return {
    parameters: on(parameters),
    headers: on(headers),
    body: body.kind === 'none' ? undefined : dot('is sent'),
    inputs: inputs.length || undefined,
    auth: api.document.auth.kind === 'none' ? undefined : dot('inherited'),
    notes: notes === '' ? undefined : dot('written'),
  };
}
