import { errorKindSchema } from '@jackfield/connector';
import { type ApiSummary, type Project, RUN_CHART_RANGES } from '@jackfield/contracts';
import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { memberQueries } from '../../../lib/queries/member-queries.ts';
import { tokenQueries } from '../../../lib/queries/token-queries.ts';
import { DEFAULT_RANGE, isFiltered, RANGE_WORDS, type RunSearch } from '../model/run-search.ts';
import classes from './runs.module.css';

interface RunsFiltersProps {
  project: Project;
  apis: readonly ApiSummary[];
  search: RunSearch;
  onSearch: (change: Partial<RunSearch>) => void;
}

const ALL = '';
const RESULTS = [
  { value: ALL, label: 'Any result' },
  { value: 'ok', label: 'Succeeded' },
  { value: 'failed', label: 'Failed' },
];
const TYPING_MS = 300;
const NONE = {
  api: undefined,
  call: undefined,
  in: undefined,
  result: undefined,
  by: undefined,
  actor: undefined,
  text: undefined,
};

/** Each filter stands in the address of the page. A change of one closes the run that was open. */
export function RunsFilters({ project, apis, search, onSearch }: RunsFiltersProps) {
  const change = (to: Partial<RunSearch>) => onSearch({ ...to, run: undefined });
  return (
    <search className={classes.filters} aria-label="Filter the runs">
      <Select
        size="xs"
        aria-label="Time"
        className={classes.filter ?? ''}
        data={RUN_CHART_RANGES.map((value) => ({ value, label: RANGE_WORDS[value] }))}
        value={search.range ?? DEFAULT_RANGE}
        onChange={(range) => change({ range: RUN_CHART_RANGES.find((each) => each === range) })}
      />
      <Select
        size="xs"
        aria-label="API or call"
        className={classes.filterWide ?? ''}
        searchable
        data={callChoices(apis)}
        value={search.call !== undefined ? `call ${search.call}` : search.api !== undefined ? `api ${search.api}` : ALL}
        onChange={(value) => change(toCall(value))}
      />
      <Select
        size="xs"
        aria-label="Environment"
        className={classes.filter ?? ''}
        data={[
          { value: ALL, label: 'All environments' },
          ...project.environments.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={search.in ?? ALL}
        onChange={(value) => change({ in: value || undefined })}
      />
      <Select
        size="xs"
        aria-label="Result"
        className={classes.filter ?? ''}
        data={[...RESULTS, { group: 'Failed by', items: errorKindSchema.options.map((kind) => kind) }]}
        value={search.result ?? ALL}
        onChange={(value) => change({ result: (value || undefined) as RunSearch['result'] })}
      />
      <ByWhom {...{ project, search, change }} />
      <TextFilter key={search.text === undefined ? 'none' : 'some'} {...{ search, change }} />
      {isFiltered(search) && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<IconX size={14} aria-hidden />}
          onClick={() => change(NONE)}
        >
          Clear filters
        </Button>
      )}
    </search>
  );
}

interface FilterProps {
  search: RunSearch;
  change: (to: Partial<RunSearch>) => void;
}

function ByWhom({ project, search, change }: FilterProps & { project: Project }) {
  const { data: tokens } = useQuery(tokenQueries.list(project.id));
  const { data: members } = useQuery(memberQueries.list(project.id));
  const value =
    search.actor !== undefined ? `actor ${search.actor}` : search.by !== undefined ? `by ${search.by}` : ALL;
  return (
    <Select
      size="xs"
      aria-label="By whom"
      className={classes.filter ?? ''}
      data={[
        { value: ALL, label: 'By anyone' },
        { value: 'by api', label: 'Through the run API' },
        { value: 'by hand', label: 'By hand' },
        { value: 'by initialization', label: 'Initializations' },
        ...group(
          'Tokens',
          (tokens ?? []).map(({ id, name }) => ({ value: `actor ${id}`, label: name })),
        ),
        ...group(
          'People',
          (members ?? []).map(({ userId, name }) => ({ value: `actor ${userId}`, label: name })),
        ),
      ]}
      value={value}
      onChange={(chosen) => {
        const [kind, id] = String(chosen ?? '').split(' ');
        change({ by: kind === 'by' ? (id as RunSearch['by']) : undefined, actor: kind === 'actor' ? id : undefined });
      }}
    />
  );
}

function TextFilter({ search, change }: FilterProps) {
  const [text, setText] = useState(search.text ?? '');
  const send = useDebouncedCallback((typed: string) => change({ text: typed || undefined }), TYPING_MS);
  return (
    <TextInput
      size="xs"
      type="search"
      className={classes.filter ?? ''}
      placeholder="Part of the URL"
      aria-label="Part of the URL"
      leftSection={<IconSearch size={14} stroke={1.75} aria-hidden />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        send(event.currentTarget.value);
      }}
    />
  );
}

function callChoices(apis: readonly ApiSummary[]) {
  return [
    { value: ALL, label: 'All calls' },
    ...apis.map((api) => ({
      group: api.name,
      items: [
        { value: `api ${api.id}`, label: `${api.name}: all calls` },
        ...api.calls.map((call) => ({ value: `call ${call.id}`, label: `${api.name} - ${call.name}` })),
      ],
    })),
  ];
}

function toCall(value: string | null): Partial<RunSearch> {
  const [kind, id] = (value ?? '').split(' ');
  return { api: kind === 'api' ? id : undefined, call: kind === 'call' ? id : undefined };
}

function group(name: string, items: { value: string; label: string }[]) {
  return items.length === 0 ? [] : [{ group: name, items }];
}
