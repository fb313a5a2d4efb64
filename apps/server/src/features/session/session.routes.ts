import * as contracts from '@jackfield/contracts';
import type { Context } from '../../context.ts';
import { type Route, route } from '../../http/route.ts';
import { changePassword } from './change-password.ts';
import { sessionToDto } from './session-to-dto.ts';
import { signIn } from './sign-in.ts';
import { signUp } from './sign-up.ts';

export function sessionRoutes(ctx: Context): Route[] {
  return [
    route(contracts.getSession, ({ caller }) => sessionToDto(ctx, caller)),

    route(contracts.signUp, async ({ body, address, headers, setCookies }) => {
      await ctx.signInLimits.countSignUp(address);
      await signUp(ctx, body);
      const person = await signIn(ctx, { email: body.email, password: body.password, address, headers });
      setCookies(person.cookies);
      return sessionToDto(ctx, person);
    }),

    route(contracts.signIn, async ({ body, address, headers, setCookies }) => {
      const person = await signIn(ctx, { ...body, address, headers });
      setCookies(person.cookies);
      return sessionToDto(ctx, person);
    }),

    route(contracts.renameAccount, async ({ caller, body }) => {
      await ctx.repositories.accounts.rename(caller.userId, body.name);
      return { done: true as const };
    }),

    route(contracts.changePassword, async ({ caller, body, address, headers, setCookies }) => {
      setCookies(await changePassword(ctx, { ...body, email: caller.email, address, headers }));
      return { done: true as const };
    }),

    route(contracts.signOut, async ({ headers, setCookies }) => {
      const answer = await ctx.auth.api.signOut({ headers, returnHeaders: true });
      setCookies(answer.headers.getSetCookie());
      return { done: true as const };
    }),
  ];
}
