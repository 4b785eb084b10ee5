// A certified OpenID provider (panva's oidc-provider) with one client and three accounts. The password is anything.
// Arguments: port, and the client's redirect address. ROLES_IN=userinfo keeps the roles out of the ID token.
import Provider from "oidc-provider";

const [port, redirect] = process.argv.slice(2);
const ACCOUNTS = {
  editor: { name: "Eva Redaktör", roles: ["editor"] },
  administrator: { name: "Adam Administratör", roles: ["something", "administrator", "editor"] },
  nobody: { name: "Nils Ingenroll", roles: ["something"] },
};

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: "guiden", client_secret: "provets-hemlighet-provets-hemlighet", redirect_uris: [redirect] }],
  claims: { openid: ["sub"], profile: ["name", "roles"] },
  conformIdTokenClaims: process.env.ROLES_IN === "userinfo",
  pkce: { required: () => true },
  cookies: { keys: ["provets-kaknyckel"] },
  async findAccount(_, id) {
    return ACCOUNTS[id] && { accountId: id, claims: () => ({ sub: id, ...ACCOUNTS[id] }) };
  },
});
provider.listen(Number(port), "127.0.0.1");
