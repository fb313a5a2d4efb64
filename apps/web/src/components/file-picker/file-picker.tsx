import { Button, FileButton } from '@mantine/core';
import { IconFile, IconUpload, IconX } from '@tabler/icons-react';
import { byteWords } from '../../lib/figures.ts';
import { IconButton } from '../icon-button.tsx';
import classes from './file-picker.module.css';

interface FilePickerProps {
  /** What the file is for, as labels name it: `photo`. */
  label: string;
  file: { name: string; size: number } | null;
  isReadOnly?: boolean;
  onChange: (file: File | null) => void;
}

/** A button that chooses a file; then its name, its size, and the way to take it out again. */
export function FilePicker({ label, file, isReadOnly = false, onChange }: FilePickerProps) {
  if (file !== null) {
    return (
      <span className={classes.file}>
        <IconFile size={14} stroke={1.5} aria-hidden />
        <span className={classes.name} title={file.name}>
          {file.name}
        </span>
        <span className={classes.size}>{byteWords(file.size)}</span>
        {!isReadOnly && (
          <IconButton label={`Remove the file of ${label}`} size={22} onClick={() => onChange(null)}>
            <IconX size={14} aria-hidden />
          </IconButton>
        )}
      </span>
    );
  }
  return (
    <FileButton
      onChange={onChange}
      disabled={isReadOnly}
      inputProps={{ 'aria-label': `File of ${label}`, tabIndex: -1 }}
    >
      {(props) => (
        <Button
          {...props}
          size="compact-xs"
          variant="default"
          className={classes.choose}
          disabled={isReadOnly}
          aria-label={`Choose a file for ${label}`}
          leftSection={<IconUpload size={12} aria-hidden />}
        >
          Choose a file
        </Button>
      )}
    </FileButton>
  );
}
