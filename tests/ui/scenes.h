/* Every page of the window and every state worth a look, reached as a person reaches them, through the stand-in call controller: for the
 * pictures (screenshots.c) and for the test of the words (test-pseudo-locale.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "fake-call.h"

G_BEGIN_DECLS

typedef struct
{
  HearthCall *call;
  GtkWindow *window;
} Stage;

typedef struct
{
  const char *name;
  void (*set) (Stage *stage);
} Scene;

const Scene *scenes_get   (guint *n_scenes);

/** stage_reset: Back to the first page, with nothing over it. */
void         stage_reset  (Stage *stage);

/** stage_settle: Runs the main loop until every transition has ended. */
void         stage_settle (void);

G_END_DECLS
