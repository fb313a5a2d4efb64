import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressedAssets } from './build/compressed-assets.ts';
import { mantineStyles } from './build/mantine-styles.ts';
import { monacoLeftOut } from './build/monaco-left-out.ts';
import { zodLeftOut } from './build/zod-left-out.ts';

/** Where the server of a development session listens. */
const server = process.env.JACKFIELD_DEV_SERVER ?? 'http://127.0.0.1:4000';

const SHARED = /node_modules|apps.web.src.(components|lib)/;
/** No page shows a dialog or a list that drops down at first. */
const OF_DIALOGS =
  /core.esm.components.(?:Modal|ModalBase|ScrollArea|Overlay|CloseButton)\W|remove-scroll|use-sidecar|react-style-singleton|confirm-dialog/;

export default defineConfig({
  plugins: [react(), mantineStyles(), monacoLeftOut(), zodLeftOut(), compressedAssets()],
  // A worker may load what it seldom needs by itself.
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': server, '/run': server },
  },
  build: {
    outDir: 'dist',
    sourcemap: false,
    target: 'es2023',
    chunkSizeWarningLimit: 3_000,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What many pages share comes as one file: hundreds of small ones compress badly.
          groups: [{ name: 'shared', test: (id) => SHARED.test(id) && !OF_DIALOGS.test(id), minShareCount: 10 }],
        },
      },
    },
  },
});
