import { Button } from '@mantine/core';
import { IconDownload, IconFile } from '@tabler/icons-react';
import classes from './file-view.module.css';

export interface ReceivedFile {
  contentType: string;
  fileName: string | null;
  bytes: number;
  base64: string;
}

/** An image or a file that came back: shown where a browser can, and there to be saved. */
export function FileView({ file }: { file: ReceivedFile }) {
  const address = `data:${file.contentType};base64,${file.base64}`;
  const name = file.fileName ?? 'response';
  return (
    <section className={classes.file} aria-label="The file of the response">
      {file.contentType.startsWith('image/') ? (
        <img className={classes.image} src={address} alt={`Response: ${name}`} />
      ) : (
        <IconFile size={32} stroke={1.25} aria-hidden />
      )}
      <div className={classes.about}>
        <strong className={classes.name}>{name}</strong>
        <span className={classes.figures}>
          {file.contentType} · {file.bytes.toLocaleString()} bytes
        </span>
        <Button
          component="a"
          href={address}
          download={name}
          variant="default"
          size="xs"
          w="fit-content"
          leftSection={<IconDownload size={14} aria-hidden />}
        >
          Download
        </Button>
      </div>
    </section>
  );
}
