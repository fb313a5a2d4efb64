import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { readRecent, rememberRecent } from '../hooks/recent-items.ts';
import { type PaletteItem, showItems } from '../model/palette-items.ts';
import classes from './palette.module.css';

interface PaletteDialogProps {
  projectId: string;
  items: readonly PaletteItem[];
  onClose: () => void;
}

/** ⌘K: a field that says what it finds, and a list that is walked by keys. */
export function PaletteDialog({ projectId, items, onClose }: PaletteDialogProps) {
  const id = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const [recent] = useState(() => readRecent(projectId));
  const list = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => showItems(items, query, recent), [items, query, recent]);
  const shown = groups.flatMap((group) => group.items);
  const current = Math.min(active, shown.length - 1);
  const optionId = (item: PaletteItem) => `${id}-${item.id}`;
  const activeId = shown[current] === undefined ? undefined : optionId(shown[current]);
  useEffect(() => {
    if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);
  const choose = (item: PaletteItem | undefined) => {
    if (item === undefined) return;
    rememberRecent(projectId, item.id);
    onClose();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined && shown.length > 0) {
      event.preventDefault();
      const next = current + step;
      const isStep = Math.abs(step) === 1;
      setActive(isStep ? (next + shown.length) % shown.length : Math.max(0, Math.min(shown.length - 1, next)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(shown[current]);
    }
  };
  return (
    <Modal.Root opened onClose={onClose} size={620} yOffset="10vh" transitionProps={{ duration: 0 }}>
      <Modal.Overlay backgroundOpacity={0.4} />
      {/* Its className would be that of the frame around it too. */}
      <Modal.Content aria-label="Search and commands" classNames={{ content: classes.dialog ?? '' }}>
        <div className={classes.search}>
          <IconSearch size={16} stroke={1.5} aria-hidden />
          <input
            data-autofocus
            className={classes.field}
            role="combobox"
            aria-label="Search APIs, calls and pages"
            aria-autocomplete="list"
            aria-expanded={shown.length > 0}
            aria-controls={`${id}-list`}
            aria-activedescendant={activeId}
            placeholder="Search APIs, calls, pages and commands"
            autoComplete="off"
            spellCheck={false}
            value={query}
            onChange={(event) => {
              setQuery(event.currentTarget.value);
              setActive(0);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <div ref={list} id={`${id}-list`} role="listbox" aria-label="What was found" className={classes.list}>
          {groups.map(({ title, items: members }) => (
            // biome-ignore lint/a11y/useSemanticElements: a list of options is grouped so
            <div key={title ?? 'found'} role="group" aria-label={title ?? 'Best first'}>
              {title !== null && (
                <div className={classes.group} aria-hidden>
                  {title}
                </div>
              )}
              {members.map((item) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
                <div
                  key={item.id}
                  id={optionId(item)}
                  role="option"
                  tabIndex={-1}
                  aria-selected={item === shown[current]}
                  className={classes.item}
                  onPointerMove={() => setActive(shown.indexOf(item))}
                  onClick={() => choose(item)}
                >
                  <span className={classes.icon}>{item.icon}</span>
                  <span className={classes.label}>{item.label}</span>
                  {item.keys !== undefined && <kbd className={classes.keys}>{item.keys}</kbd>}
                </div>
              ))}
            </div>
          ))}
        </div>
        <p className={shown.length === 0 ? classes.nothing : 'jf-visually-hidden'} role="status">
          {shown.length === 0 ? 'Nothing found' : `${shown.length} found`}
        </p>
      </Modal.Content>
    </Modal.Root>
  );
}
