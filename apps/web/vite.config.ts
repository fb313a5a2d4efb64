import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the server of a development session listens. */
const server = process.env.JACKFIELD_DEV_SERVER ?? 'http://127.0.0.1:4000';

export default defineConfig({
  plugins: [react()],
  server: {
    host: '127.0.0.1',
    proxy: { '/api': server, '/run': server },
  },
  build: { outDir: 'dist', sourcemap: false, target: 'es2023', chunkSizeWarningLimit: 700 },
});
