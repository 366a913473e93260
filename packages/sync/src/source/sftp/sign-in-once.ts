import type { AnyAuthMethod, AuthenticationType, AuthHandlerMiddleware } from "ssh2";
import type { SftpSettings } from "./sftp-settings.ts";

type Offered = Pick<SftpSettings, "login" | "password" | "privateKey">;

/**
 * Answers the server's question how we sign in: with the key, or with the password where there is no key, each at most
 * once. Who has both sends the password only to a site that took the key and wants it as well: a password that made up for
 * a refused key would let a new key pass its test that is not in place yet. A password that is refused is not sent a second
 * time by another way: three attempts lock many accounts (A17).
 *
 * @param onSent called as soon as the server may count an attempt
 */
export function signInOnce(
  { login, password, privateKey }: Offered,
  onSent: () => void,
): AuthHandlerMiddleware {
  const sent = new Set<string>();
  // @NOTE what is returned goes the same way as what is given to the callback, and may be "nothing more".
  return (left, isHalfway): AnyAuthMethod | false => {
    const method = nextMethod(left, isHalfway === true, sent) ?? false;
    if (sent.size > 0) onSent();
    return method;
  };

  function nextMethod(
    left: AuthenticationType[] | null,
    isHalfway: boolean,
    done: Set<string>,
  ): AnyAuthMethod | undefined {
    // The first question tells what there is, and gives nothing away.
    if (left === null) return { type: "none", username: login };
    if (privateKey !== undefined && left.includes("publickey") && !done.has("key")) {
      done.add("key");
      const { key, passphrase } = privateKey;
      return { type: "publickey", username: login, key, ...(passphrase === undefined ? {} : { passphrase }) };
    }
    if (password === undefined || done.has("password")) return undefined;
    if (privateKey !== undefined && !isHalfway) return undefined;
    if (left.includes("password")) {
      done.add("password");
      return { type: "password", username: login, password };
    }
    if (!left.includes("keyboard-interactive")) return undefined;
    done.add("password");
    return answerOnce(login, password);
  }
}

/** The first question that hides what is typed is the one for the password; any other stays without an answer. */
function answerOnce(username: string, password: string): AnyAuthMethod {
  let asked = 0;
  return {
    type: "keyboard-interactive",
    username,
    prompt: (_name, _instructions, _language, prompts, finish) =>
      finish(
        prompts.map(({ echo }) => {
          if (echo === true || asked > 0) return "";
          asked += 1;
          return password;
        }),
      ),
  };
}
