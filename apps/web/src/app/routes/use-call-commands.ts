import { useEffect, useMemo, useRef } from 'react';
import { openTransfer } from '../../lib/open-transfer.ts';
import { type PageCommand, useOfferCommands } from '../../lib/page-commands.ts';
import { keyWords } from '../../lib/shortcuts.ts';

interface CallActions {
  run: () => void;
  preview: () => void;
  save: () => void;
  undo: () => void;
  redo: () => void;
  duplicate: () => void;
  remove: () => void;
}

/** What the open call can do, in the palette. */
export function useCallCommands(callId: string, isReadOnly: boolean, actions: CallActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  const commands = useMemo(() => {
    const command = (id: keyof CallActions, label: string, more: Partial<PageCommand> = {}): PageCommand => ({
      id: `call ${id}`,
      label,
      run: () => latest.current[id](),
      ...more,
    });
    const preview = command('preview', 'Preview request', { keywords: ['look', 'what is sent'] });
    if (isReadOnly) return [preview];
    return [
      command('run', 'Initialize call', { keywords: ['run', 'send', 'test'], keys: keyWords('run') }),
      preview,
      command('save', 'Save now', { keys: keyWords('save') }),
      command('undo', 'Undo', { keys: keyWords('undo') }),
      command('redo', 'Redo', { keys: keyWords('redo') }),
      command('duplicate', 'Duplicate call', { keywords: ['copy'], keys: keyWords('duplicate') }),
      {
        id: 'call transfer',
        label: 'Move or copy call…',
        keywords: ['another api', 'project'],
        run: () => openTransfer({ kind: 'call', id: callId }),
      },
      command('remove', 'Delete call', { keywords: ['trash', 'remove'] }),
    ];
  }, [callId, isReadOnly]);
  useOfferCommands(commands);
}
