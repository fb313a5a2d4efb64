import {
  type ChangeEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { PlaceholderName } from '../code-editor/code-languages.ts';
import { type Completion, findCompletion, matchingNames, type NameForm, takeName } from './find-completion.ts';
import { NameList } from './name-list.tsx';

interface NameCompletionOptions {
  value: string;
  names: readonly PlaceholderName[];
  forms: readonly NameForm[];
  onChange: (value: string) => void;
  onKeyDown?: ((event: KeyboardEvent<HTMLInputElement>) => void) | undefined;
  onBlur?: (() => void) | undefined;
  onSelect?: ((input: HTMLInputElement) => void) | undefined;
}

/** What a field needs to complete names, by the pattern of a combobox. */
export interface FieldProps {
  ref: RefObject<HTMLInputElement | null>;
  role: 'combobox';
  'aria-autocomplete': 'list';
  'aria-expanded': boolean;
  'aria-controls': string | undefined;
  'aria-activedescendant': string | undefined;
  value: string;
  onChange: (event: ChangeEvent<HTMLInputElement>) => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
  onSelect: (event: { currentTarget: HTMLInputElement }) => void;
  onBlur: () => void;
}

/** Offers names behind `{{`, and behind `[` in a URL; Ctrl and Space offers them anywhere. */
export function useNameCompletion(options: NameCompletionOptions): { fieldProps: FieldProps; list: ReactNode } {
  const { value, names, forms, onChange } = options;
  const ref = useRef<HTMLInputElement>(null);
  const id = useId();
  const [open, setOpen] = useState<Completion | null>(null);
  const [active, setActive] = useState(0);
  const matches = useMemo(() => (open === null ? [] : matchingNames(names, open)), [names, open]);
  const caretWanted = useRef<number | null>(null);
  const isOpen = open !== null && matches.length > 0;
  const current = Math.min(active, matches.length - 1);

  useLayoutEffect(() => {
    if (caretWanted.current === null) return;
    ref.current?.setSelectionRange(caretWanted.current, caretWanted.current);
    caretWanted.current = null;
  });
  const look = (text: string, caret: number | null) => {
    setOpen(caret === null ? null : findCompletion(text, caret, forms));
    setActive(0);
  };
  const take = (name: PlaceholderName | undefined) => {
    if (open === null || name === undefined) return;
    const taken = takeName(value, open, name.name);
    caretWanted.current = taken.caret;
    setOpen(null);
    onChange(taken.text);
  };
  const onListKey = (event: KeyboardEvent<HTMLInputElement>): boolean => {
    if (event.nativeEvent.isComposing || event.altKey) return false;
    if (isOpen && !event.ctrlKey && !event.metaKey) {
      if (event.key === 'ArrowDown') setActive((current + 1) % matches.length);
      else if (event.key === 'ArrowUp') setActive((current + matches.length - 1) % matches.length);
      else if (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) take(matches[current]);
      else if (event.key === 'Escape') setOpen(null);
      else return false;
      return true;
    }
    if (event.key !== ' ' || !event.ctrlKey || event.currentTarget.readOnly) return false;
    const caret = event.currentTarget.selectionStart ?? value.length;
    setOpen(findCompletion(value, caret, forms) ?? { form: 'braces', start: caret, end: caret, typed: '' });
    setActive(0);
    return true;
  };

  return {
    fieldProps: {
      ref,
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': isOpen,
      'aria-controls': isOpen ? id : undefined,
      'aria-activedescendant': isOpen ? `${id}-${current}` : undefined,
      value,
      onChange: (event) => {
        onChange(event.currentTarget.value);
        look(event.currentTarget.value, event.currentTarget.selectionStart);
      },
      onKeyDown: (event) => {
        if (onListKey(event)) {
          event.preventDefault();
          // A dialog around the field stays open when only the list is closed.
          event.stopPropagation();
        } else options.onKeyDown?.(event);
      },
      onSelect: ({ currentTarget }) => {
        if (open !== null && caretWanted.current === null) {
          const next = findCompletion(value, currentTarget.selectionStart ?? 0, forms);
          if (next?.start !== open.start) setOpen(null);
        }
        options.onSelect?.(currentTarget);
      },
      onBlur: () => {
        setOpen(null);
        options.onBlur?.();
      },
    },
    list: isOpen && (
      <NameList
        id={id}
        field={ref}
        start={open.start}
        names={matches}
        active={current}
        onActive={setActive}
        onTake={take}
      />
    ),
  };
}
