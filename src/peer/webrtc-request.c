/* What webrtcbin is asked to do, and its reply: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/webrtc-request.h"

#include "base/main-thread.h"

/* What a webrtcbin has been asked and has not answered, as a GPtrArray of promises at the element; the main thread's. */
#define PENDING "hearth-pending-requests"

/* Shared by the promise and what it posts. */
typedef struct
{
  GPtrArray *pending;  /* holds the promise, which holds us, until it is answered or interrupted */
  GstPromise *promise; /* unowned */
  GObject *target; /* not a reference: see the header */
  HearthWebrtcReplied replied;
  gpointer user_data;
  const char *field; /* of the reply; %NULL where nothing is made */
  GstWebRTCSessionDescription *description;
  char *error;
} Request;

static void
request_clear (gpointer data)
{
  Request *self = data;

  g_ptr_array_unref (self->pending);
  g_clear_pointer (&self->description, gst_webrtc_session_description_free);
  g_free (self->error);
}

static void
request_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, request_clear);
}

static void
on_replied (gpointer target,
            gpointer data)
{
  const Request *request = data;

  g_ptr_array_remove_fast (request->pending, request->promise);
  request->replied (target, request->description, request->error, request->user_data);
}

static void
on_replied_on_pc_thread (GstPromise *promise,
                         gpointer    user_data)
{
  Request *request = user_data;
  const GstStructure *reply;
  g_autoptr (GError) error = NULL;

  /* Interrupted or expired: webrtcbin is going away, and perhaps the target is gone already. */
  if (gst_promise_wait (promise) != GST_PROMISE_RESULT_REPLIED)
    return;

  reply = gst_promise_get_reply (promise);
  if (reply != NULL && gst_structure_get (reply, "error", G_TYPE_ERROR, &error, NULL))
    request->error = g_strdup (error->message);
  else if (request->field != NULL
           && (reply == NULL || !gst_structure_get (reply, request->field, GST_TYPE_WEBRTC_SESSION_DESCRIPTION,
                                                    &request->description, NULL)))
    request->error = g_strdup ("webrtcbin made no description");

  hearth_main_thread_post (request->target, on_replied, g_atomic_rc_box_acquire (request), request_unref);
}

static GPtrArray *
get_pending (GstElement *webrtc)
{
  GPtrArray *pending = g_object_get_data (G_OBJECT (webrtc), PENDING);

  if (pending == NULL)
    {
      pending = g_ptr_array_new_with_free_func ((GDestroyNotify) gst_promise_unref);
      g_object_set_data_full (G_OBJECT (webrtc), PENDING, pending, (GDestroyNotify) g_ptr_array_unref);
    }

  return pending;
}

static GstPromise *
promise_new (GstElement          *webrtc,
             const char          *field,
             GObject             *target,
             HearthWebrtcReplied  replied,
             gpointer             user_data)
{
  Request *request = g_atomic_rc_box_new0 (Request);

  request->field = field;
  request->target = target;
  request->replied = replied;
  request->user_data = user_data;

  request->pending = g_ptr_array_ref (get_pending (webrtc));
  request->promise = gst_promise_new_with_change_func (on_replied_on_pc_thread, request, request_unref);
  g_ptr_array_add (request->pending, gst_promise_ref (request->promise));

  return request->promise;
}

void
hearth_webrtc_request_create (GstElement          *webrtc,
                              HearthSdpType        type,
                              GObject             *target,
                              HearthWebrtcReplied  replied,
                              gpointer             user_data)
{
  gboolean offer = type == HEARTH_SDP_OFFER;
  g_autoptr (GstPromise) promise = promise_new (webrtc, offer ? "offer" : "answer", target, replied, user_data);

  g_signal_emit_by_name (webrtc, offer ? "create-offer" : "create-answer", NULL, promise);
}

void
hearth_webrtc_request_set (GstElement                  *webrtc,
                           const char                  *action,
                           GstWebRTCSessionDescription *description,
                           GObject                     *target,
                           HearthWebrtcReplied          replied,
                           gpointer                     user_data)
{
  g_autoptr (GstPromise) promise = promise_new (webrtc, NULL, target, replied, user_data);

  g_signal_emit_by_name (webrtc, action, description, promise);
}

void
hearth_webrtc_request_interrupt (GstElement *webrtc)
{
  GPtrArray *pending = get_pending (webrtc);

  for (guint i = 0; i < pending->len; i++)
    gst_promise_interrupt (g_ptr_array_index (pending, i));
  g_ptr_array_set_size (pending, 0);
}
