import type { Messages } from "../words";

export type RefusalKey = keyof Messages["refusals"];

/**
 * What the verbs say, in the platform's English, and the text pages show for it. `{name}` in the first is handed on to the
 * second. A test holds the list to every refusal there is; those only programs can meet are simply `invalid`.
 */
const texts: readonly (readonly [says: string, key: RefusalKey])[] = [
  ["empty", "empty"],
  ["use at least {n} characters", "atLeast"],
  ["use at most {n} characters", "atMost"],
  ["longer than {n} characters", "atMost"],
  ["longer than {n} bytes", "tooLong"],
  ["too long", "tooLong"],
  ["this password is one of the first that others would try", "commonPassword"],
  ["do not use your own name or address", "ownWords"],
  ["give your password again", "passwordAgain"],
  ["an account cannot invite itself", "inviteSelf"],
  ["name at least one policy", "onePolicy"],
  ["name at least one method", "oneMethod"],
  ["name the methods, or a tokenTemplate", "oneMethod"],
  ["name at least one role", "oneRole"],
  ["the role {name} is for {type} resources", "roleKind"],
  ["not a region's name", "region"],
  ["the same resource twice", "twice"],
  ["this time has passed", "past"],
  ["say it as 2026-12-31T18:00:00Z", "noMoment"],
  ["at most {n} days from now", "farAhead"],
  ["the invitation is for another address", "otherAddress"],
  ["the host has locked the canvas", "canvasLocked"],
  ["the host lets you only look", "onlyLook"],
  ["At most {n} diagrams a threat model.", "limitDiagrams"],
  ["At most {n} threat models an account.", "limitModels"],
  ["The environment belongs to another account.", "othersEnvironment"],
  ["It is attached to no environment they reach.", "noEnvironmentReached"],
  ["Only its owners change that.", "ownersChange"],
  ["somebody is named twice", "namedTwice"],
  ["a user needs an address", "needsAddress"],
  ["there is no such environment", "noSuchEnvironment"],
  ["diagram not found in this threat model", "diagramGone"],
  ["It is at version {n} by now.", "changedMeanwhile"],
  ["People are drawing on it together: end the session first.", "peopleDraw"],
  ["this is not the code shown now", "wrongCode"],
  ["a group does not go into itself", "groupInItself"],
  ["control characters are not allowed", "controlCharacters"],
  ["a group name holds no control characters", "controlCharacters"],
  ["groups nest at most {n} levels deep", "tooDeep"],
  ["each group of the path needs a name", "groupNeedsName"],
  ["there is no method {name}", "noMethod"],
  ["{name} cannot be shared", "notShareable"],
  ["cloud and storage methods need a policy of their own", "cloudPolicyAlone"],
  ["cloud policies need a role of their own", "cloudRoleAlone"],
  ["another role takes its place", "anotherRole"],
  ["another policy takes its place", "anotherPolicy"],
  ["no token can hold {name}", "tokenCannotHold"],
  ["1 to 63 letters a-z, digits, and hyphens between them", "environmentName"],
  ["32 hexadecimal digits are an appid", "environmentAppid"],
  ["not an e-mail address", "notEmail"],
  ["a role has neither id nor name", "invalid"],
  ["a new role needs a name", "invalid"],
  ["this cannot be tried first", "invalid"],
  ["a new role needs createRoleIfNeeded", "invalid"],
  ["at most {n} elements", "invalid"],
  ["at most {n} addresses", "invalid"],
  ["at most {n} lines", "csvLines"],
  ["name a column email", "csvEmail"],
  ["not a table", "csvBroken"],
  ["At most {n} long works at once.", "limitWorks"],
  ["At most {n} threats a threat model.", "limitThreats"],
  ["At most {n} dismissed suggestions a threat model.", "limitDismissed"],
  ["At most {n} rules of one's own.", "limitRules"],
  ["At most {n} diagrams a file.", "limitFile"],
  ["The rules are those of the account's owner.", "ownersRules"],
  ["a rule needs a title", "ruleTitle"],
  ["it cannot be unpacked", "noModelFile"],
  ["it is not read: {why}", "noModelFile"],
  ["unknown resource type", "invalid"],
  ["too many lists", "invalid"],
  ["this token was made already, and its key is shown once", "tokenMade"],
  ["write each as TYPE:id", "invalid"],
  ["an object with color and icon", "invalid"],
  ["there is no such template", "invalid"],
  ["At most {n} invitations can wait for an answer.", "limitPending"],
  ["An account has at most {n} members.", "limitMembers"],
  ["At most {n} teams an account.", "limitTeams"],
  ["An account has at most {n} policies.", "limitPolicies"],
  ["An account has at most {n} roles.", "limitRoles"],
  ["A collaboration shares at most {n} resources.", "limitShares"],
  ["An account shares at most {n} resources.", "limitShares"],
  ["At most {n} environments an account.", "limitEnvironments"],
  ["At most {n} groups an account.", "limitGroups"],
  ["At most {n} tokens; delete one first.", "limitTokens"],
  ["At most {n} invitations an hour.", "invitationsAnHour"],
  ["At most {n} invitations a day.", "invitationsADay"],
  ["At most {n} invitations a day to one address.", "invitationsToOne"],
  ["This invitation was sent less than a minute ago.", "sentJustNow"],
  ["too many attempts to sign in", "tooManyAttempts"],
  ["too many requests", "tooMany"],
  ["At most {n} new tokens an hour.", "tokensAnHour"],
  ["a policy named [{name}] already exists", "policyExists"],
  ["a role named [{name}] already exists", "roleExists"],
  ["The name {name} is taken.", "nameTaken"],
  ["The group {name} exists already.", "groupExists"],
  ["This address has an account already: sign in with its password.", "accountExists"],
  ["This address has an account already: sign in with it.", "accountExists"],
  ["There is a second factor already.", "secondFactorExists"],
  ["There is no second factor.", "noSecondFactor"],
  ["the policy is part of [{names}]", "policyInUse"],
  ["the role is held by [{names}]", "roleInUse"],
  ["Only the owner of an account may do this.", "ownersOnly"],
  ["An owner cannot leave their own collaboration.", "ownerCannotLeave"],
  ["System policies cannot be changed.", "systemPolicy"],
  ["access to [{methods}] is not permitted", "forbidden"],
  ["access token does not include [{methods}]", "forbidden"],
  ["Nobody changes their own membership.", "ownMembership"],
  ["You are viewing as {name}, and change nothing.", "viewing"],
  ["Nobody views as themselves.", "viewSelf"],
  ["[{sentence}] would not hold: {who} could call {method} on {on}, by {path}", "sentenceCould"],
  ["[{sentence}] would not hold: {who} could not call {method} on {on}", "sentenceCouldNot"],
  ["[{sentence}] would not hold: there is no {name}", "sentenceMissing"],
  ["[{sentence}] would not hold: {why}", "sentenceBroken"],
  ["write: role, member, team or everyone, then may or never, a method, and perhaps on a place", "sentenceForm"],
  ["{word} is not a place", "sentencePlace"],
  ["An account has at most {n} sentences.", "limitSentences"],
  ["There is nothing to see as somebody who is not a member.", "viewNobody"],
  ["They hold more than you do: [{methods}].", "viewBeyond"],
  ["They reach a threat model that you do not.", "viewModels"],
  ["They may do more with a threat model than you.", "viewModelsMore"],
  ["It would give them {what} on what they move, which they do not hold.", "wouldGain"],
  ["Not everything inside it is theirs to remove.", "notAllYours"],
  ["A shared environment stays in the groups of its owner.", "staysInGroups"],
  ["Only its owner changes an isolated group.", "isolatedGroup"],
  ["they do not hold [{methods}] there", "doNotHold"],
  ["The provider has not verified this address.", "notVerified"],
  ["An account is made from an invitation.", "invitedOnly"],
  ["They may do this already.", "mayAlready"],
  ["At most {n} requests can wait for an answer.", "limitRequests"],
  ["It has been answered already.", "requestAnswered"],
  ["They are no active member of their own.", "noPair"],
  ["No role gives them this.", "noRoleGives"],
  ["It is shared with them already, and an end would take that too.", "wouldTakeMore"],
  ["This invitation has run out; ask for a new one.", "invitationOver"],
  ["This review has ended.", "reviewEnded"],
  ["Nothing like this is shared with anybody.", "nothingToReview"],
  ["It comes with a team, and would be taken from all of it.", "comesWithTeam"],
  ["user not authenticated", "signedOut"],
  ["wrong login or password", "wrongPassword"],
  ["{what} not found", "notFound"],
  ["application [{name}] not exist", "notFound"],
  ["nobody of the demo", "notFound"],
];

const patterns = texts.map(([says, key]) => ({ pattern: patternOf(says), key }));

export type Known = { key: RefusalKey; values: Record<string, string | number> };

/** The text for what a verb said, and what stands in it; null for a sentence that was composed. */
export function knownRefusal(says: string): Known | null {
  for (const { pattern, key } of patterns) {
    const found = pattern.exec(says);
    if (!found) continue;
    const values = Object.entries(found.groups ?? {}).map(([name, value]) => [
      name,
      name === "n" ? Number(value) : value,
    ]);
    return { key, values: Object.fromEntries(values) };
  }
  return null;
}

function patternOf(says: string): RegExp {
  const parts = says.split(/(\{\w+\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name) return name === "n" ? "(?<n>\\d+)" : `(?<${name}>.*)`;
    return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`, "s");
}
