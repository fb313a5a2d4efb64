import { Button, Group, Popover, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { IconButton } from '../icon-button.tsx';
import classes from './row-editor.module.css';
import type { RowActions } from './row-line.tsx';
import type { AnyRow } from './rows.ts';

const LIST_FORMATS = [
  { value: 'repeat', label: 'Repeat the key: a=1&a=2' },
  { value: 'comma', label: 'Commas: a=1,2' },
  { value: 'brackets', label: 'Brackets: a[]=1&a[]=2' },
];
const DATE_FORMATS = [
  { value: 'date-time', label: 'Date and time: 2026-03-01T09:30:00Z' },
  { value: 'date', label: 'Date: 2026-03-01' },
  { value: 'unix-seconds', label: 'UNIX seconds' },
  { value: 'unix-milliseconds', label: 'UNIX milliseconds' },
];

interface RowDetailsProps<R extends AnyRow> {
  row: R;
  title: string;
  isReadOnly: boolean;
  actions: RowActions<R>;
  /** What the part of a form is; null where the row is none. */
  part: 'text' | 'file' | null;
  /** What is set of the row's input, where it is one. */
  children?: ReactNode;
}

/** What is set rarely: the input, a description, how a list or a date is written, the text around an input, the order. */
export function RowDetails<R extends AnyRow>({ row, title, isReadOnly, actions, part, children }: RowDetailsProps<R>) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => {
    setIsOpen(false);
    actions.leave();
  };
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      onClose={close}
      position="bottom-end"
      width={340}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <IconButton
          label={`Details of ${title}`}
          size={24}
          data-filled={row.description ? '' : undefined}
          onClick={() => setIsOpen(!isOpen)}
        >
          <IconAdjustmentsHorizontal size={14} aria-hidden />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={`Details of ${title}`} className={classes.details ?? ''}>
        <Stack gap="sm">
          {children}
          {row.kind === 'input' && part !== 'file' && (
            <InputFormats
              row={row}
              isReadOnly={isReadOnly}
              onChange={(change, field) => actions.change({ ...row, ...change }, field)}
            />
          )}
          {part !== null && <PartFields row={row} part={part} isReadOnly={isReadOnly} actions={actions} />}
          <Textarea
            label={children ? 'Description of the row' : 'Description'}
            placeholder="What it is for"
            autosize
            minRows={2}
            maxRows={6}
            readOnly={isReadOnly}
            value={row.description ?? ''}
            onChange={(event) => {
              const description = event.currentTarget.value;
              actions.change({ ...row, description: description === '' ? undefined : description }, 'description');
            }}
          />
          {!isReadOnly && (
            <Group gap="xs">
              <Button
                variant="default"
                size="xs"
                leftSection={<IconArrowUp size={14} aria-hidden />}
                onClick={() => actions.move(-1)}
              >
                Move up
              </Button>
              <Button
                variant="default"
                size="xs"
                leftSection={<IconArrowDown size={14} aria-hidden />}
                onClick={() => actions.move(1)}
              >
                Move down
              </Button>
            </Group>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** What a part says of itself, where that is not what it says by itself. */
function PartFields<R extends AnyRow>({
  row,
  part,
  isReadOnly,
  actions,
}: Pick<RowDetailsProps<R>, 'row' | 'isReadOnly' | 'actions'> & { part: 'text' | 'file' }) {
  const { contentType = '', fileName = '' }: { contentType?: string | undefined; fileName?: string | undefined } =
    'contentType' in row || 'fileName' in row ? row : {};
  const change = (field: 'contentType' | 'fileName', text: string) =>
    actions.change({ ...row, [field]: text === '' ? undefined : text }, field);
  return (
    <>
      <TextInput
        label="Content type of the part"
        placeholder={part === 'file' ? 'The file’s own' : 'None, as is usual for text'}
        classNames={{ input: 'jf-mono' }}
        readOnly={isReadOnly}
        value={contentType}
        onChange={(event) => change('contentType', event.currentTarget.value)}
      />
      {part === 'file' && (
        <TextInput
          label="Filename"
          placeholder="The file’s own"
          classNames={{ input: 'jf-mono' }}
          readOnly={isReadOnly}
          value={fileName}
          onChange={(event) => change('fileName', event.currentTarget.value)}
        />
      )}
    </>
  );
}

type InputRow = Extract<AnyRow, { kind: 'input' }>;

interface InputFormatsProps {
  row: InputRow;
  isReadOnly: boolean;
  onChange: (change: Partial<Pick<InputRow, 'template' | 'listFormat' | 'dateFormat'>>, field: string) => void;
}

function InputFormats({ row, isReadOnly, onChange }: InputFormatsProps) {
  return (
    <>
      <TextInput
        label="Text around the value"
        description="<value> stands for the value: Bearer <value>"
        classNames={{ input: 'jf-mono' }}
        readOnly={isReadOnly}
        value={row.template}
        onChange={(event) => onChange({ template: event.currentTarget.value }, 'template')}
      />
      <Select
        label="A list is written as"
        data={LIST_FORMATS}
        value={row.listFormat}
        readOnly={isReadOnly}
        comboboxProps={{ withinPortal: false }}
        onChange={(value) => {
          if (value === 'repeat' || value === 'comma' || value === 'brackets') {
            onChange({ listFormat: value }, 'kind');
          }
        }}
      />
      <Select
        label="A date is written as"
        data={DATE_FORMATS}
        value={row.dateFormat}
        readOnly={isReadOnly}
        comboboxProps={{ withinPortal: false }}
        onChange={(value) => {
          if (value === 'date-time' || value === 'date' || value === 'unix-seconds' || value === 'unix-milliseconds') {
            onChange({ dateFormat: value }, 'kind');
          }
        }}
      />
    </>
  );
}
