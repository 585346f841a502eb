/** More than three causes are not competing, they are a list. */
export const mostCauses = 3

/** Of one message. */
export const mostImages = 3
/** Of one image as it is sent; what is kept of it is smaller. */
export const mostImageBytes = 5 * 1024 * 1024

/** Of the pod on the ticket screen of the PSA. */
export const podHeightPx = 640

/** How long "applied" can be taken back: after that the fix has had its effect. */
export const takeBackApplyMs = 10 * 60_000

/** How long after its closing a case can be reopened: later, what comes back is a case of its own. */
export const reopenHours = 24

/** Of one case, that wait for their time. */
export const mostReminders = 20
/** How far ahead one can be set. */
export const mostReminderDays = 90

/** More than three ways are no fork. */
export const mostPaths = 3
