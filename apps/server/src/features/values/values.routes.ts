import {
  confirmSecretOrigin as confirmSecretOriginEndpoint,
  deleteSecret as deleteSecretEndpoint,
  deleteVariable as deleteVariableEndpoint,
  listValues as listValuesEndpoint,
  listValueUses as listValueUsesEndpoint,
  removeSecretOrigin as removeSecretOriginEndpoint,
  setSecret as setSecretEndpoint,
  setVariable as setVariableEndpoint,
} from '@jackfield/contracts';
import type { Context } from '../../context.ts';
import { type Route, route } from '../../http/route.ts';
import { confirmSecretOrigin, removeSecretOrigin } from './change-secret-origins.ts';
import { deleteSecret } from './delete-secret.ts';
import { deleteVariable } from './delete-variable.ts';
import { listValueUses } from './list-value-uses.ts';
import { listValues } from './list-values.ts';
import { setSecret } from './set-secret.ts';
import { setVariable } from './set-variable.ts';

export function valueRoutes(ctx: Context): Route[] {
  const { changeProject, keyring, configuration } = ctx;
  const { values } = ctx.repositories;
  return [
    route(listValuesEndpoint, ({ caller }) => listValues({ values, keyring }, caller)),
    route(listValueUsesEndpoint, ({ caller }) => listValueUses({ configuration }, caller)),
    route(setVariableEndpoint, ({ caller, body }) => setVariable(changeProject, caller, body)),
    route(deleteVariableEndpoint, ({ caller, params }) => deleteVariable(changeProject, caller, params.name)),
    route(setSecretEndpoint, ({ caller, body }) =>
      setSecret({ values, changeProject, keyring, configuration }, caller, body),
    ),
    route(deleteSecretEndpoint, ({ caller, params }) => deleteSecret(changeProject, caller, params.secretId)),
    route(confirmSecretOriginEndpoint, ({ caller, params, body }) =>
      confirmSecretOrigin({ changeProject, keyring }, caller, { secretId: params.secretId, origin: body.origin }),
    ),
    route(removeSecretOriginEndpoint, ({ caller, params, query }) =>
      removeSecretOrigin({ changeProject, keyring }, caller, { secretId: params.secretId, origin: query.origin }),
    ),
  ];
}
