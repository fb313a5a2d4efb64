import { createContext, use } from 'react';
import type { ImportStart } from '../../features/import-curl/components/import-curl-dialog.tsx';

/** Opens the dialog that imports a curl command; null for whoever may not change the project. */
export const ImportCurlContext = createContext<((start: ImportStart) => void) | null>(null);

export function useOpenImportCurl(): ((start: ImportStart) => void) | null {
  return use(ImportCurlContext);
}
