/* When a path's next connection is attempted, and how long an attempt may take: a back-off and two timers. Main thread; a value of
 * HearthPath's.
 *
 *   schedule ─ wait ─▶ due ─ (the owner begins one) ─ expect ─┬─▶ end
 *      ▲                                                      └─▶ expired: the owner gives it up, and schedules the next
 *      └──────────────────────────────────────────────────────────┘
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "signalling/backoff.h"

G_BEGIN_DECLS

typedef void (*HearthPathAttemptsFunc) (gpointer owner);

typedef struct
{
  HearthPathAttemptsFunc due;
  HearthPathAttemptsFunc expired;
  gpointer owner;

  HearthBackoff backoff;
  gboolean backing_off;
  guint due_source;
  guint expiry_source;
} HearthPathAttempts;

/** hearth_path_attempts_init: @due: it is time for one; @expired: the one that was expected has come to nothing */
void     hearth_path_attempts_init         (HearthPathAttempts     *self,
                                            HearthPathAttemptsFunc  due,
                                            HearthPathAttemptsFunc  expired,
                                            gpointer                owner);

/** hearth_path_attempts_schedule: The next one by the back-off; does nothing where one is scheduled. None is expected any more. */
void     hearth_path_attempts_schedule     (HearthPathAttempts     *self);

/** hearth_path_attempts_expect: One is under way, and @seconds from now it has come to nothing. */
void     hearth_path_attempts_expect       (HearthPathAttempts     *self,
                                            guint                   seconds);

/** hearth_path_attempts_is_expecting: Returns: whether one is under way */
gboolean hearth_path_attempts_is_expecting (HearthPathAttempts     *self);

/** hearth_path_attempts_is_idle: Returns: whether none is under way or scheduled */
gboolean hearth_path_attempts_is_idle      (HearthPathAttempts     *self);

/** hearth_path_attempts_unschedule: The other side has begun one. */
void     hearth_path_attempts_unschedule   (HearthPathAttempts     *self);

/** hearth_path_attempts_restart: None is scheduled, and the back-off will begin anew. */
void     hearth_path_attempts_restart      (HearthPathAttempts     *self);

/** hearth_path_attempts_end: None is needed any more. */
void     hearth_path_attempts_end      (HearthPathAttempts     *self);

G_END_DECLS
