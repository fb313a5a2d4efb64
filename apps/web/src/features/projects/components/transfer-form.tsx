import type { ApiSummary, CallSummary, Project } from '@jackfield/contracts';
import { Button, Group, Radio, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { projectQueries } from '../../../lib/queries/project-queries.ts';
import type { TransferWish } from '../hooks/use-transfers.ts';

interface TransferFormProps {
  projectId: string;
  /** Those in which the person may edit. */
  projects: readonly Project[];
  api: ApiSummary;
  /** Null: it is the API that is copied. */
  call: CallSummary | null;
  /** Where it was dragged to. */
  suggestedApiId: string | null;
  error: unknown;
  isBusy: boolean;
  onWish: (wish: TransferWish, place: { toApi: string | null; toProject: string | null }) => void;
  onClose: () => void;
}

export function TransferForm(props: TransferFormProps) {
  const { projectId, projects, api, call, suggestedApiId, error, isBusy, onWish, onClose } = props;
  const [isMove, setIsMove] = useState(call !== null);
  const others = projects.filter(({ id }) => id !== projectId);
  const [chosenProjectId, setChosenProjectId] = useState<string | null>(null);
  const toProjectId = isMove ? projectId : (chosenProjectId ?? (call === null ? (others[0]?.id ?? null) : projectId));
  const { data: apisThere = [] } = useQuery({
    ...projectQueries.tree(toProjectId ?? ''),
    enabled: call !== null && toProjectId !== null,
  });
  const targets = apisThere.filter(({ id }) => id !== api.id);
  const [chosenApiId, setChosenApiId] = useState(suggestedApiId);
  const toApi = targets.find(({ id }) => id === chosenApiId) ?? targets[0] ?? null;
  if (call === null && others.length === 0) {
    return (
      <Text size="sm">
        There is no other project in which you may edit. Make one from the menu at the top left first.
      </Text>
    );
  }
  const toProject = toProjectId === projectId ? null : (projects.find(({ id }) => id === toProjectId)?.name ?? null);
  const isReady = toProjectId !== null && (call === null || toApi !== null);
  const submit = () => {
    if (toProjectId === null) return;
    const kind = call === null ? 'copy API' : isMove ? 'move call' : 'copy call';
    onWish(
      { kind, id: call?.id ?? api.id, fromProjectId: projectId, toProjectId, toApiId: toApi?.id ?? '' },
      { toApi: call === null ? null : (toApi?.name ?? null), toProject },
    );
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) submit();
      }}
    >
      <Stack gap="md">
        <ProblemNotice error={error} />
        {call !== null && (
          <Radio.Group
            label="What is done"
            value={isMove ? 'move' : 'copy'}
            onChange={(value) => setIsMove(value === 'move')}
          >
            <Stack gap="xs" mt={6}>
              <Radio
                value="move"
                size="xs"
                label="Move it to another API of this project"
                description="Programs that run it have to use its new address."
              />
              <Radio value="copy" size="xs" label="Copy it" description="It stays where it is, too." />
            </Stack>
          </Radio.Group>
        )}
        {!isMove && (call === null || others.length > 0) && (
          <Select
            label="Project"
            data={(call === null ? others : projects).map(({ id, name }) => ({ value: id, label: name }))}
            value={toProjectId}
            allowDeselect={false}
            onChange={setChosenProjectId}
          />
        )}
        {call !== null &&
          (targets.length > 0 ? (
            <Select
              label="API"
              data={targets.map(({ id, name }) => ({ value: id, label: name }))}
              value={toApi?.id ?? null}
              allowDeselect={false}
              searchable
              onChange={setChosenApiId}
            />
          ) : (
            <Text size="sm" role="status">
              There is no other API {toProject === null ? 'in this project' : `in ${toProject}`}. Add one first
              {isMove ? '.' : ', or copy the whole API.'}
            </Text>
          ))}
        <Text size="xs" c="dimmed">
          {isMove
            ? 'Its shape and its secret test values go with it.'
            : 'Shapes are copied, secrets never are: what has to be entered again is listed afterwards.'}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!isReady} loading={isBusy}>
            {isMove ? 'Move call' : call === null ? 'Copy API' : 'Copy call'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
