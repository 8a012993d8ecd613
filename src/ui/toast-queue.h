/* Sentences that pass: each once at a time, and a few at most, so that nobody fills a window with them who switches something on and
 * off, and what is read is not from minutes ago. A value, in the window that says them. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* One that is read and some that wait: 5 s each. */
#define HEARTH_TOAST_QUEUE_MAX 4

typedef struct
{
  GPtrArray *toasts; /* of AdwToast: not over yet, in the order they were made */
} HearthToastQueue;

void      hearth_toast_queue_init  (HearthToastQueue *self);

/** hearth_toast_queue_clear: Those that are not over go on alone. */
void      hearth_toast_queue_clear (HearthToastQueue *self);

/**
 * hearth_toast_queue_make:
 *
 * The oldest that waits makes room where there are too many.
 *
 * Returns: (transfer full) (nullable): to be shown; %NULL where the same is said already
 */
AdwToast *hearth_toast_queue_make  (HearthToastQueue *self,
                                    const char       *sentence) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_toast_queue_withdraw: What is not true any more is not shown any longer; a sentence that is not shown is no error. */
void      hearth_toast_queue_withdraw (HearthToastQueue *self,
                                       const char       *sentence);

G_END_DECLS
