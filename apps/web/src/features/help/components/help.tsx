import { lazy, Suspense, useEffect, useState } from 'react';
import { onOpenHelp, openHelp } from '../../../lib/open-help.ts';
import { isShortcut } from '../../../lib/shortcuts.ts';

/** Most visits ask for no help: it comes when it is first asked for. */
const HelpDialog = lazy(async () => {
  const { HelpDialog } = await import('./help-dialog.tsx');
  return { default: HelpDialog };
});

/** Listens for `?` and for the marks beside fields; `?help=term` in the address opens it too. */
export function Help() {
  const [asked, setAsked] = useState<{ term: string | null } | null>(() => {
    const term = new URLSearchParams(window.location.search).get('help');
    return term === null ? null : { term: term === '' ? null : term };
  });
  useEffect(() => onOpenHelp((term) => setAsked({ term })), []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isShortcut(event, 'help') || event.defaultPrevented || isTyping(event.target)) return;
      event.preventDefault();
      openHelp();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  if (asked === null) return null;
  return (
    <Suspense>
      <HelpDialog term={asked.term} onTerm={(term) => setAsked({ term })} onClose={() => setAsked(null)} />
    </Suspense>
  );
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}
