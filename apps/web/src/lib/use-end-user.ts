import { useCallback, useState } from 'react';
import { keepFormValues, readFormValues } from './form-values-storage.ts';

/** With whose connection calls of an API are tried in an environment, kept for this visit of the browser. */
export function useEndUser(apiId: string, environmentId: string) {
  const key = `user.${apiId}.${environmentId}`;
  const [typed, setTyped] = useState<{ key: string; user: string } | null>(null);
  const user = typed?.key === key ? typed.user : (readFormValues(key).user ?? '');
  const change = useCallback(
    (next: string) => {
      setTyped({ key, user: next });
      keepFormValues(key, { user: next });
    },
    [key],
  );
  return [user, change] as const;
}
