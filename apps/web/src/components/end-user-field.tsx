import { Autocomplete } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { connectionQueries } from '../lib/queries/connection-queries.ts';

const CHARS_MAX = 200;

interface EndUserFieldProps {
  apiId: string;
  environmentId: string;
  user: string;
  onChange: (user: string) => void;
}

/** With whose connection; completes those who are connected. */
export function EndUserField({ apiId, environmentId, user, onChange }: EndUserFieldProps) {
  const { data } = useQuery(connectionQueries.endUsers(apiId, environmentId));
  return (
    <Autocomplete
      size="xs"
      label="Connection of user"
      description="By the id that your app gives them: each end user has their own connection to this API."
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      placeholder="user-17"
      maxLength={CHARS_MAX}
      data={(data?.users ?? []).map((each) => each.user)}
      value={user}
      onChange={onChange}
      spellCheck={false}
      autoComplete="off"
    />
  );
}
