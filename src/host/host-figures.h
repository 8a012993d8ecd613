/* What hosting costs, as lines of JSON on standard output (README.md). Main thread; owned by the program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/room-host.h"

G_BEGIN_DECLS

typedef struct _HearthHostFigures HearthHostFigures;

/**
 * hearth_host_figures_new:
 * @seconds: between two lines
 */
HearthHostFigures *hearth_host_figures_new  (HearthRoomHost    *room,
                                             double             seconds) G_GNUC_WARN_UNUSED_RESULT;
void               hearth_host_figures_free (HearthHostFigures *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthHostFigures, hearth_host_figures_free)

G_END_DECLS
