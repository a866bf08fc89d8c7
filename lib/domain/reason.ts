/**
 * Why, for programs (D11): stable numbers, none used twice; 0 where the result says it all. By the result they come with. Apart from the
 * refusals themselves, because browsers carry those and have no use for these.
 */
export const REASON = {
  // 8
  viewing: 250,
  // 8210
  memberThere: 101,
  addressTaken: 102,
  roleNameTaken: 103,
  policyNameTaken: 104,
  environmentNameTaken: 105,
  groupThere: 106,
  secondFactorThere: 107,
  tokenMade: 108,
  // 8211
  memberElsewhere: 201,
  invitationRanOut: 202,
  noSecondFactor: 203,
  reviewEnded: 240,
  nothingToReview: 260,
  comesWithTeam: 261,
  nothingToView: 251,
  sentenceBroken: 252,
  mayAlready: 230,
  requestAnswered: 232,
  noPairOfTheirs: 233,
  noRoleGives: 234,
  wouldTakeMore: 235,
  // 8212
  roleHeld: 301,
  policyInRole: 302,
  // 8213
  mostMembers: 401,
  mostOpenInvitations: 402,
  mostRoles: 403,
  mostPolicies: 404,
  mostSharesOfOne: 405,
  mostShares: 406,
  mostEnvironments: 407,
  mostGroups: 408,
  mostTeams: 409,
  mostTokens: 410,
  mostSentences: 253,
  mostRequests: 231,
  // 8214
  tooManyRequests: 501,
  tooManySignIns: 502,
  sentJustNow: 503,
  tooManyInvitations: 504,
  tooManyTokens: 505,
} as const;
