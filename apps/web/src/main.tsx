import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '@mantine/core/styles.layer.css';
import './app/theme/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { ApiProblem } from './lib/api-problem.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');
createRoot(root, {
  // A problem that a boundary shows is told to the person there; what is a fault of ours goes to the console as well.
  onCaughtError: (error) => error instanceof ApiProblem || console.error(error),
}).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
