import { IconMapOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';

/** For an address that names nothing. */
export function NotFoundPage() {
  return (
    <main>
      <EmptyState icon={<IconMapOff size={20} stroke={1.5} />} title="There is nothing at this address">
        <h1 className="jf-visually-hidden">Not found</h1>
        It may have been deleted, or the link is incomplete. <Link to="/">Go to your projects</Link>
      </EmptyState>
    </main>
  );
}
