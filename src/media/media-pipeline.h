/* A GstPipeline of ours: one clock, one bus watch, errors as GError on the main thread.
 *
 * Every capture, decoder and connection is one of these. All of them use the system's monotonic clock with base time 0, so a
 * running time in one is the same moment as in every other and as g_get_monotonic_time(); buffers cross from one pipeline to
 * another with their timestamps kept. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_MEDIA_PIPELINE (hearth_media_pipeline_get_type ())
G_DECLARE_FINAL_TYPE (HearthMediaPipeline, hearth_media_pipeline, HEARTH, MEDIA_PIPELINE, GObject)

/**
 * hearth_media_pipeline_new:
 * @name: for logs and dot files
 */
HearthMediaPipeline *hearth_media_pipeline_new          (const char          *name) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_media_pipeline_get_bin: Returns: (transfer none): the pipeline, to put elements into. */
GstBin              *hearth_media_pipeline_get_bin      (HearthMediaPipeline *self);

/**
 * hearth_media_pipeline_add:
 * @factory: the element's factory
 * @name: (nullable): the element's name
 *
 * Returns: (transfer none): the new element in the pipeline, or %NULL with HEARTH_MEDIA_ERROR_MISSING_ELEMENT
 */
GstElement          *hearth_media_pipeline_add          (HearthMediaPipeline *self,
                                                         const char          *factory,
                                                         const char          *name,
                                                         GError             **error);

/**
 * hearth_media_pipeline_disable_clock:
 *
 * For a pipeline that begins with a pipewiresrc; before it plays. Nothing in it can wait for a moment then.
 *
 * With a clock, GstBaseSrc takes what the first buffer was late by for a latency of the device: it adds it to the timestamp of
 * every later buffer and holds each one back until that moment. PipeWire's few buffers are all held back then, and what is
 * captured meanwhile is lost: a first buffer that was 11 ms late cost a quarter of the sound, 80 ms four fifths, until the device
 * was opened again. PipeWire's timestamps are of the system's monotonic clock, so without a clock they are right.
 */
void                 hearth_media_pipeline_disable_clock (HearthMediaPipeline *self);
gboolean             hearth_media_pipeline_play         (HearthMediaPipeline *self,
                                                         GError             **error);

/**
 * hearth_media_pipeline_play_device:
 *
 * Starts a pipeline with a pipewiresrc or pipewiresink in it on a worker thread and returns at once: such an element waits in its
 * state changes for PipeWire, half a minute where PipeWire hangs. Errors come by HearthMediaPipeline::failed. There may be no
 * sign of life or failure at all, so the caller watches for the first buffer.
 */
void                 hearth_media_pipeline_play_device  (HearthMediaPipeline *self);

/**
 * hearth_media_pipeline_watch:
 * @pad: of an element of the pipeline; before it plays
 *
 * Lets ::flowing be emitted once the first buffer has passed @pad.
 */
void                 hearth_media_pipeline_watch        (HearthMediaPipeline *self,
                                                         GstPad              *pad);

/**
 * hearth_media_pipeline_fail:
 * @error: (transfer none): of HEARTH_MEDIA_ERROR
 *
 * Says that the pipeline could not be built or gives nothing: ::failed follows from the main loop, not before this returns.
 */
void                 hearth_media_pipeline_fail         (HearthMediaPipeline *self,
                                                         GError              *error);

/**
 * hearth_media_pipeline_close:
 *
 * Stops every thread of the pipeline and lets go of it; idempotent. No signal is emitted afterwards. Dispose calls it.
 *
 * After hearth_media_pipeline_play_device() it waits half a second at most, and a device that hangs finishes on its worker
 * thread: only there can streaming callbacks still run when this returns.
 */
void                 hearth_media_pipeline_close        (HearthMediaPipeline *self);

/** hearth_media_pipeline_get_running_time: Any thread. Returns: now, in ns of every pipeline's running time. */
GstClockTime         hearth_media_pipeline_get_running_time (void);

G_END_DECLS
