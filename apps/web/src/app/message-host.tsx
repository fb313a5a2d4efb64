import '@mantine/notifications/styles.layer.css';
import { Notifications } from '@mantine/notifications';

export function MessageHost() {
  return <Notifications position="bottom-center" limit={3} />;
}
