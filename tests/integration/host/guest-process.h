/* told-guest as a process: told what to do, listened to. Main loop.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** GuestProcess: @inside, @ended, @left: it has said so since the last guest_process_join(). */
typedef struct
{
  const char *log_folder; /* nullable: host_process_make_talkative(), and "guest-log" in it */
  GSubprocess *process;
  GDataInputStream *output;
  gboolean inside;
  gboolean ended;
  gboolean left;
} GuestProcess;

void guest_process_start (GuestProcess *self,
                          const char   *program);

/** guest_process_stop: It must end well. */
void guest_process_stop  (GuestProcess *self);
void guest_process_join  (GuestProcess *self,
                          const char   *link);

/** guest_process_be: @secret: hearth_identity_to_secret() of whom it joins as from now on, instead of somebody new each time. */
void guest_process_be    (GuestProcess *self,
                          const char   *secret);
void guest_process_leave (GuestProcess *self);

G_END_DECLS
