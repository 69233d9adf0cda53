// Passkeys: asks the browser for one and sends what it answers with the form. Without this script,
// or in a browser that knows no passkeys, the button stays hidden and the other ways are used.
const area = document.querySelector("[data-passkey]");
const button = area?.querySelector("[data-passkey-button]");
const fault = area?.querySelector("[data-passkey-fault]");

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const readIds = (known) => (known ?? []).map((one) => ({ ...one, id: toBytes(one.id) }));

async function create({ publicKey }) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: readIds(publicKey.excludeCredentials),
    },
  });
  return describe(made, {
    attestationObject: toText(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
  });
}

async function use({ publicKey }) {
  const used = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: readIds(publicKey.allowCredentials),
    },
  });
  return describe(used, {
    authenticatorData: toText(used.response.authenticatorData),
    signature: toText(used.response.signature),
    userHandle: used.response.userHandle ? toText(used.response.userHandle) : null,
  });
}

function describe(credential, response) {
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: toText(credential.response.clientDataJSON), ...response },
  };
}

async function ask() {
  fault.hidden = true;
  const options = JSON.parse(document.getElementById("passkey-options").textContent);
  try {
    const answer = await (area.dataset.passkey === "create" ? create : use)(options);
    area.elements.credential.value = JSON.stringify(answer);
  } catch {
    fault.hidden = false; // refused, cancelled or timed out: the browser does not say which
    return;
  }
  area.submit();
}

if (button && window.PublicKeyCredential) {
  area.querySelector("[data-passkey-none]")?.remove();
  button.hidden = false;
  button.addEventListener("click", ask);
}
