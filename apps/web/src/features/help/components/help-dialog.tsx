import { Modal, Tabs, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { keyParts, SHORTCUTS, type Shortcut } from '../../../lib/shortcuts.ts';
import { findTerms, GLOSSARY } from '../model/glossary.ts';
import classes from './help-dialog.module.css';

interface HelpDialogProps {
  /** Where the glossary opens; null: the shortcuts first. */
  term: string | null;
  onTerm: (term: string | null) => void;
  onClose: () => void;
}

/** What `?` opens: the shortcuts, and what the words mean. */
export function HelpDialog({ term, onTerm, onClose }: HelpDialogProps) {
  const [tab, setTab] = useState(term === null ? 'shortcuts' : 'glossary');
  return (
    <Modal opened onClose={onClose} title="Help" size={680} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Tabs value={tab} onChange={(next) => setTab(next ?? 'shortcuts')}>
        <Tabs.List mb="md">
          <Tabs.Tab value="shortcuts">Shortcuts</Tabs.Tab>
          <Tabs.Tab value="glossary">Glossary</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="shortcuts">
          <ShortcutList />
        </Tabs.Panel>
        <Tabs.Panel value="glossary">
          <Glossary term={term} onTerm={onTerm} />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}

function ShortcutList() {
  // The keys of SHORTCUTS are what a Shortcut is.
  const all = Object.keys(SHORTCUTS) as Shortcut[];
  return (
    <dl className={classes.shortcuts}>
      {all.map((shortcut) => (
        <div key={shortcut} className={classes.shortcut}>
          <dt>
            {SHORTCUTS[shortcut].label}
            <span className={classes.where}>{SHORTCUTS[shortcut].where}</span>
          </dt>
          <dd>
            {keyParts(shortcut).map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Glossary({ term, onTerm }: Pick<HelpDialogProps, 'term' | 'onTerm'>) {
  const [words, setWords] = useState('');
  const list = useRef<HTMLDListElement>(null);
  const terms = findTerms(words);
  useEffect(() => {
    if (term === null) return;
    const place = list.current?.querySelector<HTMLElement>(`[data-term="${CSS.escape(term)}"]`);
    place?.scrollIntoView({ block: 'nearest' });
    place?.focus();
  }, [term]);
  const open = (id: string) => {
    setWords('');
    onTerm(id);
  };
  return (
    <>
      <TextInput
        type="search"
        size="xs"
        mb="sm"
        placeholder="Search"
        aria-label="Search the glossary"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <dl ref={list} className={classes.terms}>
        {terms.map(({ id, name, text, see = [] }) => (
          <div key={id} className={classes.term} data-term={id} data-current={id === term || undefined} tabIndex={-1}>
            <dt>{name}</dt>
            <dd>
              {text}
              {see.length > 0 && (
                <span className={classes.see}>
                  {see.map((other) => (
                    <button key={other} type="button" onClick={() => open(other)}>
                      {GLOSSARY.find((each) => each.id === other)?.name}
                    </button>
                  ))}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {terms.length === 0 && <p className={classes.nothing}>Nothing is said of “{words}” here.</p>}
    </>
  );
}
